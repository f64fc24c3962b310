import { randomBytes } from "node:crypto";
import type { MimeBundle } from "../display/payload/bundle";
import { findTslab, type WriteDisplayData } from "./tslab/findTslab";

/** An output of one cell that can be changed for as long as the kernel runs. */
export interface CellOutput {
  readonly displayId: string;
  /** Shows the bundle: the first time below what the cell has shown, then in the place of the bundle before. */
  readonly show: (bundle: MimeBundle) => void;
}

/**
 * Shows a bundle as an output of the running cell and returns its display id; null outside a tslab kernel.
 *
 * tslab's own `display` shows one MIME type an output. The kernel's module is in Node's module cache, and
 * what it uses to write an output takes a whole bundle.
 */
export function displayInTslab(bundle: MimeBundle): string | null {
  const output = openOutput();
  output?.show(bundle);
  return output?.displayId ?? null;
}

/** A new output of the running cell, which it stays when other cells run; null outside a tslab kernel. */
export function openOutput(): CellOutput | null {
  const write = findWriter();
  if (write === null) return null;
  const displayId = randomBytes(8).toString("hex");
  let update = false;
  return {
    displayId,
    show: ({ data, metadata }) => {
      write({ data, metadata, transient: { display_id: displayId } }, update);
      update = true;
    },
  };
}

/** True once a cell runs in a tslab kernel. */
export function isInTslab(): boolean {
  return findWriter() !== null;
}

/** The kernel's writer. Looked up at each use: it belongs to the cell that runs. */
function findWriter(): WriteDisplayData | null {
  return findTslab()?.lastWriteDisplayData ?? null;
}

/**
 * Takes back the line that tslab is about to print for a cell's last expression when that line is empty.
 * Without this every cell that ends with a picture would also hold a blank line of text.
 */
export function skipNextEmptyLine(): void {
  const { stdout } = process;
  const write: (chunk: string | Uint8Array, ...rest: never[]) => boolean = stdout.write;
  const restore = () => {
    // tslab puts a writer of its own in place for each cell; that one stays.
    if (stdout.write === skipping) stdout.write = write;
  };
  const skipping = (chunk: string | Uint8Array, ...rest: never[]): boolean => {
    restore();
    return chunk === "\n" || write.call(stdout, chunk, ...rest);
  };
  stdout.write = skipping;
  setImmediate(restore);
}
