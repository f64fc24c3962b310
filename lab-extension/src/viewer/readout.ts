import type { SlicesPayload } from "tslab-dicom/contract";
import type { DecodedSlice } from "../decode/slice";
import { createElement } from "../dom/createElement";
import type { DisplayFlips } from "../slice/orientation";
import { describePoint, findPlace } from "../slice/position";
import { describeExact, describePreview } from "../slice/valueText";
import type { Chassis } from "./chassis";

export interface Readout {
  readonly root: HTMLElement;
  /** Another slice is on the canvas: read the value under the resting pointer from it. */
  show(slice: DecodedSlice, index: number): void;
}

/** The value, voxel and patient position under the pointer. */
export function createReadout(
  { canvas, stage, signal }: Chassis,
  payload: SlicesPayload,
  flips: DisplayFlips,
): Readout {
  const { shape, preview, units } = payload;
  const value = createElement("div", "tsd-value");
  const voxel = createElement("div", "tsd-voxel");
  const place = createElement("div", "tsd-place");
  const root = createElement(
    "div",
    "tsd-section tsd-readout",
    {},
    createElement("div", "tsd-heading", {}, "Under the pointer"),
    value,
    voxel,
    place,
  );
  let shown: { readonly slice: DecodedSlice; readonly index: number } | null = null;
  let pointer: { readonly x: number; readonly y: number } | null = null;

  const read = () => {
    const box = canvas.getBoundingClientRect();
    const across = pointer ? unflip((pointer.x - box.left) / box.width, flips.columns) : -1;
    const along = pointer ? unflip((pointer.y - box.top) / box.height, flips.rows) : -1;
    if (!shown || !isInside(across) || !isInside(along)) {
      value.textContent = "\u2013";
      voxel.textContent = "Point at the picture to read it.";
      place.textContent = "";
      return;
    }
    const { slice, index } = shown;
    const at = Math.floor(along * slice.rows) * slice.columns + Math.floor(across * slice.columns);
    const read = slice.values[at];
    value.textContent =
      slice.kind === "preview" && preview
        ? describePreview(read, preview, units)
        : describeExact(read, units);
    const row = Math.floor(along * shape[1]);
    const column = Math.floor(across * shape[2]);
    voxel.textContent = `voxel [${index}, ${row}, ${column}]`;
    place.textContent = describePoint(findPlace(payload), index, row, column);
  };
  stage.addEventListener(
    "pointermove",
    ({ clientX, clientY }) => {
      pointer = { x: clientX, y: clientY };
      read();
    },
    { signal },
  );
  stage.addEventListener(
    "pointerleave",
    () => {
      pointer = null;
      read();
    },
    { signal },
  );
  read();
  return {
    root,
    show: (slice, index) => {
      shown = { slice, index };
      read();
    },
  };
}

const isInside = (fraction: number): boolean => fraction >= 0 && fraction < 1;
const unflip = (fraction: number, flipped: boolean): number => (flipped ? 1 - fraction : fraction);
