import {
  type Axis,
  type EdgeLetters,
  findPlaneAxis,
  findSlabPlanes,
  findWindowEnds,
  layPlane,
  nameEdges,
  type PlaneRange,
  type Slab,
  type SlabMode,
  type ViewerState,
} from "../../contract";
import { describeGrid } from "../../describe";
import { drawFigure } from "../../display/figure/drawFigure";
import { type FigureOverlays, labelsAsOverlays, maskAsOverlay } from "../../display/figure/figureOverlays";
import { createSlicePanel } from "../../display/figure/slicePanel";
import type { ShownVolume } from "../../display/payload/shownVolume";
import type { Picture } from "../../display/raster/picture";
import { readLabelPlane } from "../../volume/readLabelPlane";
import { readMaskPlane } from "../../volume/readMaskPlane";
import { createSliceStack, type SliceStack } from "./planeAsSlice";

/**
 * The plane that a viewer begins with: a picture for whoever has no viewer, and words for whoever does not see it.
 *
 * @param what - the volume is: "CT".
 */
export function drawViewer(
  shown: ShownVolume,
  state: ViewerState,
  { title, what }: { readonly title: string; readonly what: string },
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
  const { overlays, legend } = drawOverlays(shown, axis, planes, stack);
  const { panel } = createSlicePanel(stack.volumeOf(volume, planes, state.slab?.mode ?? "max"), {
    window: state.window,
    colorMap: state.colorMap,
    title: heading,
    overlays: [
      ...overlays,
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
  const grid = axis === 0 ? describeGrid(shape, spacing, known) : String(shape[axis]);
  return {
    picture: drawFigure({
      panels: [{ ...panel, lie, legend, ...(edges && { edges }) }],
    }),
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
function drawOverlays(
  { overlays, labelMaps }: ShownVolume,
  axis: Axis,
  planes: PlaneRange,
  stack: SliceStack,
): FigureOverlays {
  const masks = overlays.map((shown) =>
    maskAsOverlay(shown, stack.bitsOf(readMaskPlane(shown.mask, axis, planes, "any"))),
  );
  const labels = labelMaps.flatMap((shown) =>
    labelsAsOverlays(shown, readLabelPlane(shown.map, axis, planes), stack.bytesOf),
  );
  return {
    overlays: [...masks, ...labels.map(({ overlay }) => overlay)],
    legend: [...overlays, ...labels.map(({ label }) => label)],
  };
}
