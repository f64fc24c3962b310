/** What stopped an export: the notebook that is read, the file that is written, the options, or this package itself. */
export type ExportProblem = "options" | "notebook" | "file" | "package";

/** A page that was not written. Its message is a sentence: what was expected, what was found, and what to do. */
export class ExportError extends Error {
  readonly tag = "ExportError";
  override readonly name = "ExportError";
  constructor(
    readonly problem: ExportProblem,
    readonly expected: string,
    readonly found: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`Expected ${expected}; found ${found}. ${remedy}`, options);
  }
}
