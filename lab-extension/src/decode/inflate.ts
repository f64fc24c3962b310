import { PayloadError } from "./payloadError";

/**
 * The content of zlib (RFC 1950) data that must hold exactly `size` bytes; stops reading as soon as there are
 * more, so that a small output cannot fill the memory.
 *
 * @throws PayloadError naming `what` when the data are damaged or of another size.
 */
export async function inflate(deflated: Uint8Array, size: number, what: string): Promise<Uint8Array> {
  const content = new Uint8Array(size);
  let length = 0;
  try {
    const reader = new Blob([deflated]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (length + value.length > size) {
        await reader.cancel();
        throw new PayloadError(`${what} holds more than the expected ${size} bytes.`);
      }
      content.set(value, length);
      length += value.length;
    }
  } catch (cause) {
    if (cause instanceof PayloadError) throw cause;
    throw new PayloadError(`${what} is damaged.`, { cause });
  }
  if (length !== size) throw new PayloadError(`${what} holds ${length} bytes, expected ${size}.`);
  return content;
}
