import { findTslab } from "../tslab/findTslab";
import { addComms } from "./addComms";
import type { CommTarget } from "./comm";

/** Whether the page may open what was offered. */
export interface Offer {
  /** "" when it may; else the one line that says why not. */
  readonly problem: string;
}

/** Lets the page open comms to the target. The first call in a kernel adds comms to it; a target is added once. */
export function offerTarget(target: CommTarget): Offer {
  const tslab = findTslab();
  if (tslab === null)
    return { problem: "No tslab kernel runs here: outputs are shown without a live kernel." };
  const comms = addComms(tslab);
  if (typeof comms === "string") return { problem: comms };
  comms.offer(target);
  return { problem: "" };
}
