import { createHash } from "node:crypto";
import { isRecord, VIEWER_MIME } from "../contract";
import { shortly } from "../describe";
import { InvalidArgumentError } from "../errors";
import { KEEP_STATE, type KeepingViewer } from "./createSliceViewer";
import type { SliceViewer } from "./sliceViewerHandle";

/** Letters of a group's word. */
const LETTERS = 16;

/** On the global object: how many groups cells have linked, by whichever copy of this library. */
const GROUPS = Symbol.for("tslab-dicom.groups.v1");

/**
 * Lets viewers move together from now on: scans of one person, or the same scan twice. Their outputs are shown again, so
 * that the saved notebook has it too. `viewer.link = ""` takes one out for as long as the kernel runs. Two groups of a
 * notebook move as one when they show the same and the cell of one ran alone after the kernel was restarted.
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
  const link = together.find((viewer) => viewer.link !== "")?.link ?? nameGroup(together);
  for (const viewer of together) {
    viewer.link = link;
    viewer[KEEP_STATE]({ link });
  }
}

/**
 * A word for the group, the same whenever the notebook is executed from its beginning, so that nothing changes in the saved
 * document. A count alone begins anew with the kernel: a cell that runs alone then would join its group to the saved
 * one of another cell. What the viewers show tells them apart, unless it is the same.
 */
function nameGroup(viewers: readonly KeepingViewer[]): string {
  const shown = viewers.map(({ bundle: { data } }) => {
    const payload = data[VIEWER_MIME];
    const fields: Readonly<Record<string, unknown>> = isRecord(payload) ? payload : {};
    const { shape, affine, range, window, state } = fields;
    return [data["text/plain"], shape, affine, range, window, state];
  });
  return createHash("sha256")
    .update(JSON.stringify([countGroup(), shown]))
    .digest("hex")
    .slice(0, LETTERS);
}

/** The number of a new group, from 1. */
function countGroup(): number {
  const before: unknown = Reflect.get(globalThis, GROUPS);
  const value = typeof before === "number" ? before + 1 : 1;
  Object.defineProperty(globalThis, GROUPS, { value, configurable: true });
  return value;
}

function requireViewer(viewer: unknown, i: number): void {
  if (isViewer(viewer)) return;
  throw new InvalidArgumentError(`viewer ${i + 1}`, "what sliceViewer gives", shortly(viewer));
}

function isViewer(viewer: unknown): viewer is KeepingViewer {
  return typeof viewer === "object" && viewer !== null && KEEP_STATE in viewer;
}
