import { InvalidArgumentError } from "../../errors";
import { type Limits, requireWithin } from "../../limits";
import type { FoundFile } from "./foundFile";

/** A file that is not on disk: from a network, or made by the caller. */
export interface NamedBytes {
  /** Orders the files, and is what `error.path` gives; never part of a message. */
  readonly name: string;
  /** Not copied: a Scan of them keeps them, and reads them again when it is asked for stored values. */
  readonly bytes: Uint8Array;
}

/**
 * The files that the iterable gives, in memory. Stopped early, it is asked to return and not waited for.
 *
 * @throws LimitExceededError for more than `limits.files` of them.
 * @throws InvalidArgumentError for what has no name or bytes.
 */
export async function collectNamedBytes(
  input: AsyncIterable<NamedBytes>,
  { limits, signal }: { readonly limits: Limits; readonly signal?: AbortSignal | undefined },
): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const iterator = input[Symbol.asyncIterator]();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const next = await untilAborted(iterator.next(), signal);
      if (next.done) return found;
      requireWithin(limits, "files", found.length + 1);
      if (!isNamedBytes(next.value)) throw new InvalidArgumentError("path", EXPECTED, "another item");
      found.push(memoryFile(next.value));
    }
  } catch (error) {
    // Who stops listening hears no more, so a failure of this last call has nobody to tell.
    leave(iterator).catch(() => undefined);
    throw error;
  }
}

const EXPECTED = "an async iterable of { name: string, bytes: Uint8Array }";

function isNamedBytes(item: unknown): item is NamedBytes {
  if (typeof item !== "object" || item === null || !("name" in item) || !("bytes" in item)) return false;
  return typeof item.name === "string" && item.bytes instanceof Uint8Array;
}

function memoryFile({ name, bytes }: NamedBytes): FoundFile {
  const read = (offset: number, length: number): Uint8Array =>
    new Uint8Array(bytes.subarray(offset, offset + length));
  return { path: name, size: bytes.length, read };
}

async function leave(iterator: AsyncIterator<NamedBytes>): Promise<void> {
  await iterator.return?.();
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", stop));
  });
}
