import ndarray from "ndarray";
import { componentStatistics } from "../segmentation/componentStatistics";
import { contactAreas } from "../segmentation/contactAreas";
import { erosion } from "../segmentation/erosion";
import { type Components, label } from "../segmentation/label";
import { and, or } from "../segmentation/setAlgebra";
import { threshold } from "../segmentation/threshold";
import { watershed } from "../segmentation/watershed";
import { forEachRun } from "../volume/bitRows";
import { voxelVolume } from "../volume/geometry";
import { createLabelMap, type LabelMap } from "../volume/labelMap";
import { countVoxels, createMask, type Mask } from "../volume/mask";
import { maskOfLabel } from "../volume/maskOfLabel";
import type { Volume } from "../volume/volume";
import { smoothCells } from "./lungGrid";
import { percentilesIn } from "./percentilesIn";

export interface GasOptions {
  /** From this standard deviation of cells on they are averaged before gas is told from lung, in HU. */
  readonly noisyCells: number;
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
  /** Air in the pleural space: at least so many ml, of which so much of the surface at most touches lung, and how pure it is. */
  readonly pleuralVolume: number;
  readonly pleuralContact: number;
  readonly pleuralUniform: number;
}

/** Air inside the body that is no lung. */
export interface BodyGas {
  /** In stomach, bowel and gullet, and between lung and chest wall. */
  readonly gas: Mask;
  /** Of that what lies between lung and chest wall. */
  readonly pleural: Mask;
}

const LUNG = 1;

/**
 * Gas among the air inside the body, dark all through: in stomach, bowel and gullet it has tissue around and not lung; in
 * the pleural space there is much of it with lung on one side alone. Bullae have lung all round.
 *
 * @param noise - standard deviation of the cells, in HU.
 */
export function separateGas(
  cells: Volume<Int16Array>,
  air: Mask,
  { airHu, noise }: { readonly airHu: number; readonly noise: number },
  options: GasOptions,
): BodyGas {
  const { gasAboveAir, lungAboveGas, gasErosion, lungErosion, lungSeed, gasContact, gasUniform } = options;
  const none = createMask(cells.geometry);
  const shown = noise > options.noisyCells ? smoothCells(cells) : cells;
  const dark = and(air, threshold(shown, { below: airHu + gasAboveAir }));
  const gasSeeds = label(erosion(dark, { radius: gasErosion }));
  if (gasSeeds.count === 0) return { gas: none, pleural: none };
  const bright = and(air, threshold(shown, { atLeast: airHu + gasAboveAir + lungAboveGas }));
  const least = (lungSeed * 1000) / voxelVolume(cells.geometry);
  const lung = componentStatistics(erosion(bright, { radius: lungErosion }), {
    atLeast: Math.max(1, least),
  }).maskOf();
  const regions = watershed(shown, gasMarkers(lung, gasSeeds), { within: air });
  const contacts = contactAreas(regions);
  let [gas, pleural] = [none, none];
  for (let seed = 1; seed <= gasSeeds.count; seed++) {
    const touching = contacts.filter(({ labels }) => labels.includes(LUNG + seed));
    const surface = touching.reduce((sum, { area }) => sum + area, 0);
    const withLung = touching.find(({ labels }) => labels.includes(LUNG))?.area ?? 0;
    const contact = surface === 0 ? 0 : withLung / surface;
    if (contact >= Math.max(gasContact, options.pleuralContact)) continue;
    const region = maskOfLabel(regions, LUNG + seed);
    // A percentile above the middle is as much brighter as there is noise.
    const aboveAir = percentilesIn(cells, region, [60])[0] - airHu - noise / 2;
    if (contact < gasContact) {
      if (aboveAir < gasUniform) gas = or(gas, region);
    } else if (aboveAir < options.pleuralUniform && millilitres(region) >= options.pleuralVolume) {
      pleural = or(pleural, region);
    }
  }
  return { gas: or(gas, pleural), pleural };
}

function millilitres(mask: Mask): number {
  return (countVoxels(mask) * voxelVolume(mask.geometry)) / 1000;
}

/** The lung as the first label, and each seed of gas as one of those that follow. */
function gasMarkers(lung: Mask, seeds: Components): LabelMap {
  const { shape, geometry } = lung;
  const labels = Uint16Array.from(seeds.labels.data, (seed) => (seed === 0 ? 0 : LUNG + seed));
  forEachRun(lung, shape[0] * shape[1], (row, from, to) =>
    labels.fill(LUNG, row * shape[2] + from, row * shape[2] + to),
  );
  return createLabelMap(ndarray(labels, [...shape]), { geometry });
}
