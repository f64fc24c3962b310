import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import type { MimeBundle } from "../display/payload/bundle";
import { queueTslabSends } from "./queueTslabSends";
import { shortenStacks } from "./shortenStacks";

/** What a running tslab kernel takes to show or update an output. */
type WriteDisplayData = (
  content: { data: object; metadata: object; transient: { display_id?: string } },
  update: boolean,
) => void;

/** tslab's module that talks to Jupyter; not its public API, so every field is looked at before use. */
interface TslabModule {
  readonly lastWriteDisplayData?: unknown;
}

const MODULE = join("tslab", "dist", "jupyter.js");

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

/**
 * The kernel's writer. Looked up at each use: it belongs to the cell that runs. Two copies of tslab may be
 * loaded (a global one that hands over to a local one), and only the one at work has a writer. From the first use on
 * that one's messages wait for each other, and its errors end with the cell.
 */
function findWriter(): WriteDisplayData | null {
  const { cache } = createRequire(join(process.cwd(), "cell.js"));
  for (const [path, module] of Object.entries(cache)) {
    if (!path.endsWith(sep + MODULE)) continue;
    const { lastWriteDisplayData } = (module?.exports ?? {}) as TslabModule;
    if (typeof lastWriteDisplayData !== "function") continue;
    queueTslabSends(path, cache);
    shortenStacks(path);
    return lastWriteDisplayData as WriteDisplayData;
  }
  return null;
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
