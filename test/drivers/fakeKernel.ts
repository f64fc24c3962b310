import { createRequire } from "node:module";
import { join } from "node:path";

/** What a cell wrote: one message an output or an update of it. */
export interface WrittenOutput {
  readonly cell: number;
  readonly displayId: string;
  readonly update: boolean;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface FakeKernel {
  readonly written: readonly WrittenOutput[];
  /** The next cell runs: from now on outputs belong to it, as in tslab. */
  readonly nextCell: () => void;
  readonly stop: () => void;
}

/**
 * A tslab kernel as the library sees one: its module in Node's cache, with the writer of the cell that runs.
 *
 * @param more - what the module has beside it.
 */
export function startFakeKernel(more: object = {}): FakeKernel {
  const { cache } = createRequire(import.meta.url);
  const path = join("fake", "tslab", "dist", "jupyter.js");
  const written: WrittenOutput[] = [];
  const module = { exports: {} };
  let cell = 0;
  const nextCell = () => {
    const own = ++cell;
    module.exports = {
      ...more,
      lastWriteDisplayData: (
        {
          data,
          metadata,
          transient,
        }: {
          data: Record<string, unknown>;
          metadata: Record<string, unknown>;
          transient: { display_id: string };
        },
        update: boolean,
      ) => written.push({ cell: own, displayId: transient.display_id, update, data, metadata }),
    };
  };
  cache[path] = module as unknown as NodeJS.Module;
  nextCell();
  return { written, nextCell, stop: () => delete cache[path] };
}
