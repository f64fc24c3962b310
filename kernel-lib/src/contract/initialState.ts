import type { Affine } from "./affine";
import { namePlanes } from "./planes";
import { readViewerState, type SecondState, type ViewerState } from "./viewerState";

/** What a viewer's first state depends on: a `SlicesPayload`, or what the kernel makes one of. */
export interface ViewerBeginning {
  readonly shape: readonly [number, number, number];
  readonly affine: Affine;
  readonly placed?: boolean;
  readonly slice: number;
  readonly window: ViewerState["window"];
  readonly overlays: readonly { readonly alpha: number }[];
  readonly labelMaps?: readonly { readonly alpha: number }[];
  readonly second?: SecondState & { readonly alpha: number };
  readonly state?: unknown;
}

/**
 * The state that a viewer of the payload begins with: the usual one, with what the payload's `state` says otherwise;
 * a `state` that does not fit the payload counts as none.
 */
export function findInitialState(payload: ViewerBeginning): ViewerState {
  const { shape, overlays, labelMaps = [], second } = payload;
  const layers = [...overlays, ...labelMaps, ...(second ? [second] : [])];
  const affine = payload.placed === false ? null : payload.affine;
  const planes = namePlanes(affine);
  const usual: ViewerState = {
    layout: planes[0],
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
  const reading = readViewerState(payload.state ?? {}, shape, layers.length, {
    planes,
    second: second !== undefined,
  });
  return "problem" in reading ? usual : { ...usual, ...reading.payload };
}
