/** Why the pixel data of a file cannot be decoded, in words, for the caller to say of which file. */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
  constructor(
    /** A clause: what must hold and what was found; never a value of the file that could name a patient. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}
