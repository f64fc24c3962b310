import { LIVE_TARGET } from "../../contract";
import { offerTarget } from "../comm/offerTarget";
import { findTslab } from "../tslab/findTslab";
import { createLiveOutputs } from "./liveOutputs";
import type { LiveSource } from "./liveSource";

/** A live output that a page can find. */
export interface OfferedOutput {
  /** For the payload's `live`; null where no page could reach the kernel. */
  readonly id: string | null;
  /** Why there is none, a line that has been printed once; "" where there is. */
  readonly problem: string;
}

/** The outputs of this kernel: the one thing that the cells' verbs share with the pages, which know it by one target. */
const outputs = createLiveOutputs();
const TARGET = { name: LIVE_TARGET, open: outputs.open, offered: outputs.offered };
/** Problems that were printed. */
const printed = new Set<string>();

/**
 * Lets pages open lines to an output of the running cell. The kernel keeps it as `createLiveOutputs` says. Where comms
 * cannot be added to the kernel one line says so, once; outside a notebook nobody needs to know.
 *
 * @example
 *     const { id } = offerLiveOutput({ open: (page) => (message) => answer(message) });
 *     const payload = { ...rest, ...(id !== null && { live: { id } }) };
 */
export function offerLiveOutput(source: LiveSource): OfferedOutput {
  const { problem } = offerTarget(TARGET);
  if (problem === "") return { id: outputs.add(source), problem };
  if (findTslab() !== null && !printed.has(problem)) {
    printed.add(problem);
    // tslab takes what goes here into the cell.
    process.stdout.write(`${problem}\n`);
  }
  return { id: null, problem };
}

/** Lets go of live outputs that no page will open again; pages that have one open are answered until they close it. */
export function withdrawLiveOutputs(ids: readonly string[]): void {
  ids.forEach(outputs.withdraw);
}
