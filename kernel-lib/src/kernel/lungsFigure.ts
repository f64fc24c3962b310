import { type Axis, findPlaneAxis, layPlane, nameEdges } from "../contract";
import { drawFigure, type FigurePanel } from "../display/figure/drawFigure";
import { maskAsOverlay } from "../display/figure/figureOverlays";
import { createSlicePanel } from "../display/figure/slicePanel";
import type { ShownMask } from "../display/overlay/maskOverlay";
import { OVERLAY_COLORS } from "../display/overlay/overlayLook";
import type { LungMasks } from "../lungs/lungPhenotypes";
import { type OptionKinds, requireOptions } from "../options";
import { or } from "../segmentation/setAlgebra";
import { type MaskLike, toMask } from "../volume/mask";
import { maskBox } from "../volume/maskMeasures";
import { readMaskPlane } from "../volume/readMaskPlane";
import { requireSameShape, toVolume, type Volume, type VolumeLike } from "../volume/volume";
import { type Shown, show, wantedWidth } from "./show";
import { createSliceStack } from "./viewer/planeAsSlice";

export interface LungsFigureOptions {
  /** @default "Lungs and airway" */
  title?: string;
  /** Of the figure, pixels, from 1 to 4096. @default 1360 */
  width?: number;
}

const KINDS: OptionKinds<LungsFigureOptions> = { title: "text", width: "number" };

/** Planes of the sheet, each at these shares of the lungs' extent; towards the head, the back and the left. */
const SHEET = [
  { name: "axial", shares: [0.85, 0.62, 0.4, 0.18] },
  { name: "coronal", shares: [0.35, 0.6] },
  { name: "sagittal", shares: [0.25, 0.75] },
] as const;
const COLUMNS = 4;

/**
 * Shows a contact sheet of a scan in three planes with outlines of its lungs and the airway in colour, so that a person
 * sees at a glance whether to believe them; where there are none, with the reason that their report gives.
 *
 * Options: `title` ("Lungs and airway"), `width` (1360 pixels).
 *
 * @param masks - as `segmentLungs` gives them.
 * @throws ShapeMismatchError when masks and volume differ in shape.
 * @throws InvalidArgumentError for a width that does not exist.
 * @example
 *     lungsFigure(volume, segmentLungs(volume));
 */
export function lungsFigure(input: VolumeLike, masks: LungMasks, options: LungsFigureOptions = {}): Shown {
  requireOptions(options, KINDS);
  const { title = "Lungs and airway", width } = options;
  // Empty masks speak for themselves as little as a picture without outlines.
  const reason = masks.report?.reason ?? null;
  const heading = reason === null ? title : `No lungs: ${reason}`;
  const volume = toVolume(input);
  const named = listMasks(volume, masks);
  const { affine, known } = volume.geometry;
  const place = known === "place" ? affine : null;
  const box = maskBox(or(named[0].mask, named[1].mask)) ?? volume.shape.map((n) => [0, n] as const);
  const panels = SHEET.flatMap(({ name, shares }) => {
    const axis = findPlaneAxis(name, place);
    if (axis === null) return [];
    const [from, to] = box[axis];
    // Shares count towards the head, the back and the left, in which an index may fall.
    const along = affine[4 * { axial: 2, coronal: 1, sagittal: 0 }[name] + axis];
    return shares.map((share) => {
      const index = from + Math.floor((to - from) * (along < 0 ? 1 - share : share));
      return drawPlane(volume, named, axis, Math.min(index, to - 1), name);
    });
  });
  const legend = named.map(({ name, color }) => ({ name, color }));
  // One legend for all, at the bottom on the left.
  const withLegend = panels.map((panel, i) => (i === panels.length - COLUMNS ? { ...panel, legend } : panel));
  const picture = drawFigure({
    panels: withLegend,
    title: heading,
    columns: COLUMNS,
    width: wantedWidth() ?? width ?? 1360,
  });
  const planes = panels.map((panel) => panel.title).join(", ");
  const colored = legend.map(({ name }) => name).join(", ");
  return show({ picture, alt: `${heading}: ${planes}, with ${colored} in colour` });
}

function listMasks(volume: Volume, { left, right, airway }: LungMasks): ShownMask[] {
  const given: readonly (readonly [string, MaskLike | undefined, ShownMask["style"]])[] = [
    ["left lung", left, "outline"],
    ["right lung", right, "outline"],
    ["airway", airway, "fill"],
  ];
  return given.flatMap(([name, mask, style], i) => {
    if (mask === undefined) return [];
    const own = toMask(mask);
    requireSameShape(name, volume.shape, own.shape);
    return [{ name, mask: own, style, color: OVERLAY_COLORS[i], alpha: 0.6 }];
  });
}

function drawPlane(
  volume: Volume,
  masks: readonly ShownMask[],
  axis: Axis,
  index: number,
  name: string,
): FigurePanel {
  const { affine, shape } = volume.geometry;
  const planes = { first: index, last: index };
  const lie = layPlane(affine, axis, "radiological");
  const stack = createSliceStack(volume.geometry, axis, lie);
  const { panel } = createSlicePanel(stack.volumeOf(volume, planes, "max"), {
    window: "lung",
    title: `${name[0].toUpperCase()}${name.slice(1)} ${index + 1} of ${shape[axis]}`,
    axes: false,
    overlays: masks.map((mask) =>
      maskAsOverlay(mask, stack.bitsOf(readMaskPlane(mask.mask, axis, planes, "any"))),
    ),
  });
  return { ...panel, lie, edges: nameEdges(affine, axis, lie) };
}
