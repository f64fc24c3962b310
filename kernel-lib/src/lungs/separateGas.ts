import ndarray from "ndarray";
import { componentStatistics } from "../segmentation/componentStatistics";
import { contactAreas } from "../segmentation/contactAreas";
import { erosion } from "../segmentation/erosion";
import { and, or } from "../segmentation/setAlgebra";
import { threshold } from "../segmentation/threshold";
import { watershed } from "../segmentation/watershed";
import { forEachRun } from "../volume/bitRows";
import { createLabelMap, type LabelMap } from "../volume/labelMap";
import { createMask, type Mask } from "../volume/mask";
import { maskOfLabel } from "../volume/maskOfLabel";
import type { Volume } from "../volume/volume";
import { voxelVolume } from "../volume/geometry";
import { percentilesIn } from "./percentilesIn";

export interface GasOptions {
  /** Gas is darker than air and this, in HU. */
  readonly gasAboveAir: number;
  /** Lung around it is at least so much brighter than the darkest that it may be, in HU. */
  readonly lungAboveGas: number;
  /** What is thinner than twice this starts no region of gas, and none of lung; mm. */
  readonly gasErosion: number;
  readonly lungErosion: number;
  /** Pieces of lung below this start none, in ml. */
  readonly lungSeed: number;
  /** Of less than this share of its surface gas touches lung; a bulla is in lung all round. */
  readonly gasContact: number;
  /** The 60th percentile of gas is below air and this, in HU. */
  readonly gasUniform: number;
}

const LUNG = 1;

/** Gas in stomach, bowel and gullet among the air inside the body: dark all through, with tissue around and not lung. */
export function separateGas(
  cells: Volume<Int16Array>,
  air: Mask,
  airHu: number,
  options: GasOptions,
): Mask {
  const { gasAboveAir, lungAboveGas, gasErosion, lungErosion, lungSeed, gasContact, gasUniform } = options;
  const none = createMask(cells.geometry);
  const dark = and(air, threshold(cells, { below: airHu + gasAboveAir }));
  const gasSeeds = componentStatistics(erosion(dark, { radius: gasErosion }));
  if (gasSeeds.length === 0) return none;
  const bright = and(air, threshold(cells, { atLeast: airHu + gasAboveAir + lungAboveGas }));
  const least = (lungSeed * 1000) / voxelVolume(cells.geometry);
  const lungSeeds = componentStatistics(erosion(bright, { radius: lungErosion }), { atLeast: Math.max(1, least) });
  const lung = lungSeeds.reduce((all, { mask }) => or(all, mask()), none);
  const markers = [lung, ...gasSeeds.map(({ mask }) => mask())];
  const regions = watershed(cells, markersOf(markers, cells), { within: air });
  const contacts = contactAreas(regions);
  return gasSeeds.reduce((gas, _, i) => {
    const label = LUNG + 1 + i;
    const region = maskOfLabel(regions, label);
    const touching = contacts.filter(({ labels }) => labels.includes(label));
    const surface = touching.reduce((sum, { area }) => sum + area, 0);
    const withLung = touching.find(({ labels }) => labels.includes(LUNG))?.area ?? 0;
    const [high] = percentilesIn(cells, region, [60]);
    const isGas = withLung < gasContact * surface && high < airHu + gasUniform;
    return isGas ? or(gas, region) : gas;
  }, none);
}

/** A label map of masks that do not overlap, from 1. */
export function markersOf(masks: readonly Mask[], { geometry }: Pick<Volume, "geometry">): LabelMap {
  const [slices, rows, columns] = geometry.shape;
  const labels = masks.length > 255 ? new Uint16Array(slices * rows * columns) : new Uint8Array(slices * rows * columns);
  for (const [i, mask] of masks.entries()) {
    forEachRun(mask, slices * rows, (row, from, to) => labels.fill(i + 1, row * columns + from, row * columns + to));
  }
  return createLabelMap(ndarray(labels, [slices, rows, columns]), { geometry });
}
