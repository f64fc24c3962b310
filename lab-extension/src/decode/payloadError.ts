/** A part of a payload that cannot be read; the message is a sentence for the reader of the notebook. */
export class PayloadError extends Error {
  override readonly name = "PayloadError";
}
