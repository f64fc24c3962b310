/**
 * Why something in a file cannot be read: what all code below a file's boundary throws for bytes that are wrong, and the
 * only error that `readFrom` makes the file's own. Any other error is a fault of this library, and stays what it is.
 */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";
  /** What to do about it, where that is not to copy the file again. */
  readonly remedy: string | undefined;

  constructor(
    /** A clause that goes on from "file 3 of 264 (by name): "; never a path, nor a value that could name a patient. */
    readonly reason: string,
    options: ErrorOptions & { readonly remedy?: string } = {},
  ) {
    super(reason, options);
    this.remedy = options.remedy;
  }
}

/** For a tag that cannot be read: another copy of the file would say the same. */
export const EXPORT_AGAIN = { remedy: "Export the series again" };
