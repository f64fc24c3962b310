import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { queueTslabSends } from "./queueTslabSends";
import { shortenStacks } from "./shortenStacks";

/** What a running tslab kernel takes to show or update an output. */
export type WriteDisplayData = (
  content: { data: object; metadata: object; transient: { display_id?: string } },
  update: boolean,
) => void;

/** What the module of the tslab at work exports; not its public API, so every field is looked at before use. */
export interface TslabModule {
  /** Writes outputs of the cell that began last. */
  readonly lastWriteDisplayData: WriteDisplayData;
  readonly ZmqServer?: unknown;
}

const MODULE = join("tslab", "dist", "jupyter.js");

/**
 * tslab's module that talks to Jupyter; null outside a tslab kernel, and before its first cell. Two copies of tslab may
 * be loaded (a global one that hands over to a local one), and only the one at work has a writer. From the first use on
 * that one's messages wait for each other, and its errors end with the cell.
 */
export function findTslab(): TslabModule | null {
  const { cache } = createRequire(join(process.cwd(), "cell.js"));
  for (const [path, module] of Object.entries(cache)) {
    if (!path.endsWith(sep + MODULE)) continue;
    const exported: unknown = module?.exports;
    if (!isAtWork(exported)) continue;
    queueTslabSends(path, cache);
    shortenStacks(path);
    return exported;
  }
  return null;
}

function isAtWork(exported: unknown): exported is TslabModule {
  return (
    typeof exported === "object" &&
    exported !== null &&
    "lastWriteDisplayData" in exported &&
    typeof exported.lastWriteDisplayData === "function"
  );
}
