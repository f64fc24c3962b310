import { randomBytes } from "node:crypto";
import { shortly } from "../describe";
import { InvalidArgumentError } from "../errors";
import { KEEP_STATE, type KeepingViewer } from "./createSliceViewer";
import type { SliceViewer } from "./sliceViewerHandle";

/**
 * Lets viewers move together from now on: scans of one person, or the same scan twice. Their outputs are shown again, so
 * that the saved notebook has it too. `viewer.link = ""` takes one out for as long as the kernel runs.
 *
 * @throws InvalidArgumentError for fewer than two, or anything else than what `sliceViewer` gives.
 * @example
 *     linkViews(sliceViewer(before), sliceViewer(after));
 */
export function linkViews(...viewers: readonly SliceViewer[]): void {
  if (viewers.length < 2)
    throw new InvalidArgumentError("linkViews", "given two or more viewers", viewers.length);
  viewers.forEach(requireViewer);
  const together = viewers.filter(isViewer);
  const link = together.find((viewer) => viewer.link !== "")?.link ?? randomBytes(8).toString("hex");
  for (const viewer of together) {
    viewer.link = link;
    viewer[KEEP_STATE]({ link });
  }
}

function requireViewer(viewer: unknown, i: number): void {
  if (isViewer(viewer)) return;
  throw new InvalidArgumentError(`viewer ${i + 1}`, "what sliceViewer gives", shortly(viewer));
}

function isViewer(viewer: unknown): viewer is KeepingViewer {
  return typeof viewer === "object" && viewer !== null && KEEP_STATE in viewer;
}
