import { findPlaneAxis, namePlanes } from "./planes";
import type { SlicesPayload } from "./slicesPayload";
import { readViewerState, type ViewerState } from "./viewerState";

/**
 * The state that a viewer of the payload begins with: the usual one, with what the payload's `state` says otherwise;
 * a `state` that does not fit the payload counts as none.
 */
export function findInitialState(payload: SlicesPayload): ViewerState {
  const { shape, overlays, labelMaps = [], second } = payload;
  const layers = [...overlays, ...labelMaps, ...(second ? [second] : [])];
  const affine = payload.placed === false ? null : payload.affine;
  const usual: ViewerState = {
    layout: namePlanes(affine)[0],
    voxel: [payload.slice, shape[1] >> 1, shape[2] >> 1],
    window: payload.window,
    colorMap: "gray",
    smooth: true,
    convention: "radiological",
    slab: null,
    overlays: layers.map(({ alpha }) => ({
      shown: true,
      alpha: Math.min(Math.max(alpha, 0), 1),
      style: "fill",
      hidden: [],
    })),
    second: second ? { window: second.window, colorMap: second.colorMap } : null,
    marks: [],
    link: "",
  };
  const reading = readViewerState(payload.state ?? {}, shape, layers.length);
  if ("problem" in reading) return usual;
  const { layout = usual.layout } = reading.payload;
  const isThere = layout === "three" || findPlaneAxis(layout, affine) !== null;
  return isThere ? { ...usual, ...reading.payload } : usual;
}
