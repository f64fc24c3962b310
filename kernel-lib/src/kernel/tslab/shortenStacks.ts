import { dirname, isAbsolute, sep } from "node:path";

/** On a formatter that leaves the kernel out, whichever copy of this library put it there. */
const SHORTENS = Symbol.for("tslab-dicom.shortens");

type Format = NonNullable<typeof Error.prepareStackTrace>;

/**
 * From now on the stack of an error ends where the cell does: the calls below it are tslab's and Node's own, the same
 * ten lines under every error, and all there is of an interrupt. A variable that is not there is explained: tslab's
 * compiler refuses those, but for the shorthand that it does not resolve.
 *
 * @param jupyter - path of the `jupyter.js` of the tslab at work.
 */
export function shortenStacks(jupyter: string): void {
  const before: Format | undefined = Error.prepareStackTrace;
  if (before !== undefined && SHORTENS in before) return;
  const kernel = dirname(jupyter) + sep;
  const shorten: Format = (error, frames) => {
    const end = frames.findIndex((frame) => isOfKernel(frame.getFileName() ?? "", kernel));
    // Where the kernel itself has failed, its calls are all there is to tell; an interrupt is no failure of it.
    const cell = end > 0 || isInterrupt(error) ? frames.slice(0, Math.max(end, 0)) : frames;
    const stack =
      before?.(error, cell) ??
      [Error.prototype.toString.call(error), ...cell.map((frame) => `    at ${frame}`)].join("\n");
    // Of the cell's own text: what a package misses is no shorthand.
    const hint = end > 0 && !isAbsolute(cell[0].getFileName() ?? "") ? explainMissing(error) : "";
    return typeof stack === "string" && hint !== "" ? `${stack}\n${hint}` : stack;
  };
  Object.defineProperty(shorten, SHORTENS, { value: true });
  Error.prepareStackTrace = shorten;
}

function isOfKernel(file: string, kernel: string): boolean {
  return file === "node:vm" || file.startsWith(kernel);
}

/** tslab's own error for a cell that waits. */
function isInterrupt({ message }: Error): boolean {
  return message === "Interrupted asynchronously";
}

/** What to write where tslab did not resolve a name; "" for every other error. */
export function explainMissing(error: Error): string {
  const name =
    error instanceof ReferenceError ? /^(\S+) is not defined$/.exec(error.message)?.[1] : undefined;
  return name === undefined
    ? ""
    : `tslab does not resolve the shorthand { ${name} } of a variable of an earlier cell: write { ${name}: ${name} }`;
}
