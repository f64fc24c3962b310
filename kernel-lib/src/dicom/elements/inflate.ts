import { Inflate } from "fflate";
import { type Limits, requireWithin } from "../../limits";
import type { SourceFile } from "../source/sourceFile";
import { UnreadableError } from "../source/unreadableError";

/** Deflated bytes that are inflated at once: to 4 MB at most, deflate making 1032 bytes of one at best. */
const STEP = 4096;
/** Where no more is wanted than a few elements: to 264 kB. */
const SHORT_STEP = 256;
const FEW = 2 ** 14;
const BLOCK = 64 * STEP;

export interface InflatedStart {
  readonly bytes: Uint8Array;
  /** The bytes are all that there are. */
  readonly ended: boolean;
}

/**
 * The first bytes of raw deflated data: `wanted`, or as many as can be made of what is given. No more than
 * 4 MB beyond `wanted` are ever inflated. RFC 1951.
 *
 * @param complete - the deflated data is given whole.
 * @throws UnreadableError when it is damaged.
 */
export function inflateStart(deflated: Uint8Array, wanted: number, complete: boolean): InflatedStart {
  const parts: Uint8Array[] = [];
  let length = 0;
  const step = wanted <= FEW ? SHORT_STEP : STEP;
  const enough = inflateUntil(steps(deflated, complete, step), (part) => {
    parts.push(part);
    length += part.length;
    return length >= wanted;
  });
  const bytes = new Uint8Array(Math.min(length, wanted));
  let filled = 0;
  for (const part of parts) {
    bytes.set(part.subarray(0, bytes.length - filled), filled);
    filled += part.length;
  }
  return { bytes, ended: complete && !enough };
}

/**
 * Bytes of a file as though its data set were not deflated; fewer where it ends. Inflates no further than asked.
 *
 * @param dataSetOffset - where the data set begins, of the file's header.
 * @param offset - into the inflated file, as a header of one counts.
 * @throws LimitExceededError past `limits.inflatedBytes`.
 * @throws UnreadableError when the deflated data is damaged.
 */
export function readInflated(
  file: Pick<SourceFile, "size" | "read">,
  dataSetOffset: number,
  offset: number,
  length: number,
  limits: Limits,
): Uint8Array {
  requireWithin(limits, "inflatedBytes", offset + length);
  const bytes = new Uint8Array(length);
  let position = dataSetOffset;
  inflateUntil(blocksOf(file, dataSetOffset), (part) => {
    const from = Math.max(0, offset - position);
    if (from < part.length) {
      const at = position + from - offset;
      bytes.set(part.subarray(from, from + Math.max(0, length - at)), at);
    }
    position += part.length;
    return position >= offset + length;
  });
  return bytes.subarray(0, Math.max(0, Math.min(length, position - offset)));
}

interface Step {
  readonly deflated: Uint8Array;
  readonly last: boolean;
}

function* steps(deflated: Uint8Array, complete: boolean, step: number): Generator<Step> {
  for (let i = 0; i < deflated.length; i += step) {
    yield { deflated: deflated.subarray(i, i + step), last: complete && i + step >= deflated.length };
  }
}

function* blocksOf(file: Pick<SourceFile, "size" | "read">, start: number): Generator<Step> {
  for (let i = start; i < file.size; i += BLOCK) {
    yield* steps(file.read(i, Math.min(BLOCK, file.size - i)), i + BLOCK >= file.size, STEP);
  }
}

/** True when `take` wanted no more, false when there was no more. */
function inflateUntil(input: Iterable<Step>, take: (part: Uint8Array) => boolean): boolean {
  const parts: Uint8Array[] = [];
  const inflater = new Inflate((part) => {
    parts.push(part);
  });
  for (const { deflated, last } of input) {
    try {
      inflater.push(deflated, last);
    } catch (cause) {
      throw new UnreadableError("its deflated data set is cut or damaged", { cause });
    }
    if (parts.splice(0).some(take)) return true;
  }
  return false;
}
