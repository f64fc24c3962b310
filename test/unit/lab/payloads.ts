import type { FramesPayload, SlicesPayload } from "tslab-dicom/contract";

/** A valid payload of two exact slices of 2 x 3, with what a test wants otherwise. */
export function slicesPayload(changes: Partial<SlicesPayload> = {}): SlicesPayload {
  return {
    kind: "slices",
    title: "Chest",
    alt: "Two slices",
    shape: [2, 2, 3],
    affine: [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1],
    spacing: [1, 1, 1],
    units: "HU",
    range: [-1024, 3071],
    tagWindow: null,
    window: { centre: -600, width: 1500 },
    slice: 0,
    exact: [
      { slice: 0, dtype: "int16", data: "" },
      { slice: 1, dtype: "int16", data: "" },
    ],
    preview: null,
    overlays: [],
    note: "",
    ...changes,
  };
}

/** A valid payload of two frames, with what a test wants otherwise. */
export function framesPayload(changes: Partial<FramesPayload> = {}): FramesPayload {
  return {
    kind: "frames",
    title: "",
    alt: "Two pictures",
    name: "x",
    values: [0, 10],
    frame: 1,
    mime: "image/png",
    width: 640,
    height: 480,
    frames: ["", ""],
    alts: ["First", "Second"],
    note: "",
    ...changes,
  };
}

/** A distance in the second slice, from corner to corner. */
export const distanceMark = {
  id: "a",
  kind: "distance",
  axis: 0,
  points: [[1, 0, 0] as const, [1, 1, 2] as const],
} as const;
