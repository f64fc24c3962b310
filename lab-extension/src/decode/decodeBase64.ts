import { PayloadError } from "./payloadError";

/** The bytes of base64 text. @throws PayloadError naming `what` when it is not base64. */
export function decodeBase64(text: string, what: string): Uint8Array {
  let binary: string;
  try {
    binary = atob(text);
  } catch (cause) {
    throw new PayloadError(`${what} is not base64.`, { cause });
  }
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
