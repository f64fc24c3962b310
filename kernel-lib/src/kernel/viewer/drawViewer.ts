import type { NdArray } from "ndarray";
import {
  type Axis,
  type EdgeLetters,
  findPlaneAxis,
  findSlabPlanes,
  findWindowEnds,
  layPlane,
  nameEdges,
  type OverlayStyle,
  type PlaneRange,
  type Slab,
  type SlabMode,
  type ViewerState,
} from "../../contract";
import { describeGrid } from "../../describe";
import { drawFigure } from "../../display/figure/drawFigure";
import type { SliceOverlay } from "../../display/figure/drawSlice";
import { createSlicePanel } from "../../display/figure/slicePanel";
import type { ShownVolume } from "../../display/payload/shownVolume";
import type { Picture } from "../../display/raster/picture";
import { readLabelPlane } from "../../volume/readLabelPlane";
import { readMaskPlane } from "../../volume/readMaskPlane";
import { outlineSlice } from "./outlineSlice";
import { createSliceStack, type SliceStack } from "./planeAsSlice";

/** The plane that a viewer begins with: a picture for whoever has no viewer, and words for whoever does not see it. */
export function drawViewer(
  shown: ShownVolume,
  state: ViewerState,
  title: string,
): { readonly picture: Picture; readonly alt: string } {
  const { volume, second } = shown;
  const { shape, affine, spacing, known } = volume.geometry;
  const place = known === "place" ? affine : null;
  const axis = findPlaneAxis(state.layout, place) ?? 0;
  const index = state.voxel[axis];
  const planes = findSlabPlanes(index, axis, state.slab, { shape, spacing });
  const lie = layPlane(place, axis, state.convention);
  const edges = place && nameEdges(place, axis, lie);
  const stack = createSliceStack(volume.geometry, axis, lie);
  const name = axis === 0 ? "slice" : `${state.layout} plane`;
  const thick = describeSlab(state.slab, spacing[axis]);
  const heading = title || `${name[0].toUpperCase()}${name.slice(1)} ${index + 1} of ${shape[axis]}${thick}`;
  const { panel } = createSlicePanel(stack.volumeOf(volume, planes, state.slab?.mode ?? "max"), {
    window: state.window,
    colorMap: state.colorMap,
    title: heading,
    overlays: [
      ...drawMasks(shown, axis, planes, stack),
      ...(second
        ? [
            {
              image: stack.volumeOf(second.volume, planes, state.slab?.mode ?? "max"),
              colorMap: second.colorMap,
              range: findWindowEnds(second.window),
              alpha: second.alpha,
            },
          ]
        : []),
    ],
  });
  const what = volume.units === "HU" ? "CT" : "Image";
  const grid = axis === 0 ? describeGrid(shape, spacing, known) : String(shape[axis]);
  return {
    picture: drawFigure({ panels: [{ ...panel, lie, ...(edges && { edges }) }] }),
    alt: `${heading}. ${what}, ${name} ${index + 1} of ${grid}${title && thick}${describeLie(edges)}`,
  };
}

const SLAB_WORDS: Readonly<Record<SlabMode, string>> = { max: "maximum", min: "minimum", mean: "mean" };

/** What a slab around a plane is; "" for none. */
function describeSlab(slab: Slab | null, spacing: number | null): string {
  if (slab === null) return "";
  return `, ${SLAB_WORDS[slab.mode]} over ${slab.thickness} ${spacing === null ? "voxels" : "mm"}`;
}

/** What is unusual in where the patient's sides are; "" for the right on the left. */
function describeLie(edges: EdgeLetters | null): string {
  return edges?.left.startsWith("L") ? ", the patient's left on the left" : "";
}

/** Masks in their colours, filled or outlined, and each label of a label map as a mask of its own. */
function drawMasks(
  { overlays, labelMaps }: ShownVolume,
  axis: Axis,
  planes: PlaneRange,
  stack: SliceStack,
): SliceOverlay[] {
  const look = (slice: NdArray<Uint8Array>, style: OverlayStyle) =>
    style === "outline" ? outlineSlice(slice) : slice;
  const masks = overlays.map(({ mask, color, alpha, style }) => ({
    image: look(stack.bitsOf(readMaskPlane(mask, axis, planes, "any")), style),
    color,
    alpha,
  }));
  const labels = labelMaps.flatMap((shown) => {
    const values = readLabelPlane(shown.map, axis, planes);
    return shown.labels.map(({ label, color }) => ({
      image: look(stack.bytesOf(Uint8Array.from(values, (value) => Number(value === label))), shown.style),
      color,
      alpha: shown.alpha,
    }));
  });
  return [...masks, ...labels];
}
