import { UnitsError } from "../errors";
import { closing } from "../segmentation/closing";
import { dilation } from "../segmentation/dilation";
import { fillHoles } from "../segmentation/fillHoles";
import { growWithin } from "../segmentation/growWithin";
import { opening } from "../segmentation/opening";
import { and, andNot, not, or } from "../segmentation/setAlgebra";
import { componentStatistics } from "../segmentation/componentStatistics";
import { threshold } from "../segmentation/threshold";
import { voxelVolume } from "../volume/geometry";
import { countVoxels, createMask, type Mask, maskLitres } from "../volume/mask";
import { patientAxes } from "../volume/patientAxes";
import { toVolume, type Volume, type VolumeLike } from "../volume/volume";
import { estimateNoise, findAirThreshold } from "./airAndTissue";
import { coarsenMask } from "./coarsenMask";
import { findBody, findCutLung } from "./findBody";
import { findTrachea } from "./findTrachea";
import { floodAirway } from "./floodAirway";
import { LUNG_RECIPE, type LungRecipe } from "./lungOptions";
import { makeLungGrid } from "./lungGrid";
import { percentilesIn } from "./percentilesIn";
import { separateGas } from "./separateGas";
import { findLungCores, splitLungs } from "./splitLungs";
import { voxelSurface } from "./voxelSurface";

export interface LungSegmentation {
  readonly left: Mask;
  readonly right: Mask;
  readonly lungs: Mask;
  readonly airway: Mask;
  readonly report: object;
}

export function segmentLungs(input: VolumeLike, options: Partial<LungRecipe> = {}): LungSegmentation {
  const recipe = { ...LUNG_RECIPE, ...options };
  const source = toVolume(input);
  if (source.units !== "HU") throw new UnitsError("segmentLungs", source.units);
  const { volume, restore } = patientAxes(source);
  const times: [string, number][] = [];
  let last = performance.now();
  const lap = (name: string) => {
    const now = performance.now();
    times.push([name, Math.round(now - last)]);
    last = now;
  };
  const grid = makeLungGrid(volume, recipe.cell);
  lap("grid");
  const { cells, factors } = grid;
  const { geometry } = cells;
  const body = findBody(cells, recipe);
  lap("body");
  const outsideAir = clampAir(percentilesIn(cells, body.outside, [50])[0]);
  const cutLung = findCutLung(cells, body, outsideAir, recipe);
  lap("cut");
  const inside = or(not(body.outside), cutLung);
  const limit = findAirThreshold(cells, inside, recipe.threshold);
  const noise = estimateNoise(volume, cells, factors);
  lap("threshold, noise");
  const trachea = findTrachea(cells, body, recipe);
  lap("trachea");
  const valueAt = reader(volume);
  const values = noise > 45 && geometry.spacing[1] < 1.5 * factors[1] ? smoothed(valueAt, volume) : valueAt;
  const airway = trachea ? floodAirway(grid, body.outside, trachea, outsideAir, values, recipe) : null;
  lap("airway");
  const tracheaHu = airway ? percentilesIn(volume, airway.mask, [50])[0] : Number.NaN;
  const airHu = Math.min(-940, Math.max(outsideAir, Number.isNaN(tracheaHu) ? outsideAir : tracheaHu));
  const none = createMask(geometry);
  const airwayCells = airway
    ? dilation(coarsenMask(airway.mask, geometry, factors, recipe.airwayShare), { radius: recipe.airwayWall })
    : none;
  const air = and(threshold(cells, { below: limit }), inside);
  const gas = separateGas(cells, andNot(air, airwayCells), airHu, recipe);
  lap("gas");
  const lungAir = andNot(andNot(air, airwayCells), gas);
  const cores = findLungCores(cells, lungAir, airHu, recipe);
  lap("cores");
  if (cores.pieces.length === 0) return empty(source, "no piece of air has the values of lung", { times, noise, limit });
  const split = splitLungs(cells, lungAir, cores, body.core, recipe);
  lap("split");
  const loose = findLoose(cells, lungAir, split, gas, airHu, recipe);
  lap("loose");
  const central = airway
    ? coarsenMask(dilation(opening(airway.mask, { radius: recipe.centralAirway }), { radius: recipe.airwayWall }), geometry, factors, 0.5)
    : none;
  lap("central");
  const close = (own: Mask, other: Mask) => {
    const closed = fillHoles(fillHoles(closing(own, { radius: recipe.closing })), {
      inPlane: true,
      largest: recipe.holes,
    });
    const forbidden = or(or(or(body.outside, gas), central), other);
    return { closed: andNot(closed, andNot(forbidden, cutLung)), air: own, forbidden: andNot(forbidden, cutLung) };
  };
  const [left, right] = [or(split.left, loose.left), or(split.right, loose.right)];
  const leftCells = close(left, right);
  const rightCells = close(right, or(left, leftCells.closed));
  lap("close");
  const leftVoxels = voxelSurface(grid, leftCells, limit, values);
  const rightVoxels = andNot(voxelSurface(grid, rightCells, limit, values), leftVoxels);
  lap("surface");
  const airwayMask = airway?.mask ?? createMask(volume.geometry);
  const result = {
    left: restore(leftVoxels),
    right: restore(rightVoxels),
    lungs: restore(or(leftVoxels, rightVoxels)),
    airway: restore(airwayMask),
    report: {
      times,
      noise,
      limit,
      outsideAir,
      tracheaHu,
      airwayMl: airway?.millilitres,
      airwayThreshold: airway?.threshold,
      left: maskLitres(leftVoxels),
      right: maskLitres(rightVoxels),
      joined: split.joined,
      cut: (countVoxels(cutLung) * voxelVolume(geometry)) / 1000,
      gas: (countVoxels(gas) * voxelVolume(geometry)) / 1000,
    },
  };
  lap("restore");
  return result;
}

function empty(source: Volume, reason: string, more: object): LungSegmentation {
  const none = () => createMask(source.geometry);
  return { left: none(), right: none(), lungs: none(), airway: none(), report: { reason, ...more } };
}

function clampAir(median: number): number {
  return Number.isNaN(median) ? -1000 : Math.min(Math.max(median, -1024), -970);
}

function reader({ voxels }: Volume) {
  const { data, stride, offset } = voxels;
  return (slice: number, row: number, column: number) =>
    data[offset + slice * stride[0] + row * stride[1] + column * stride[2]];
}

/** The mean of the voxels around in the slice. */
function smoothed(valueAt: ReturnType<typeof reader>, { shape }: Volume): ReturnType<typeof reader> {
  return (slice, row, column) => {
    let [sum, count] = [0, 0];
    for (let r = Math.max(0, row - 1); r <= Math.min(shape[1] - 1, row + 1); r++)
      for (let c = Math.max(0, column - 1); c <= Math.min(shape[2] - 1, column + 1); c++) {
        sum += valueAt(slice, r, c);
        count++;
      }
    return sum / count;
  };
}

function findLoose(
  cells: Volume<Int16Array>,
  lungAir: Mask,
  { left, right }: { readonly left: Mask; readonly right: Mask },
  gas: Mask,
  airHu: number,
  { looseVolume, looseReach, looseAboveAir }: LungRecipe,
): { readonly left: Mask; readonly right: Mask } {
  const rest = andNot(andNot(lungAir, left), right);
  const least = (looseVolume * 1000) / voxelVolume(cells.geometry);
  const near = { left: dilation(left, { radius: looseReach }), right: dilation(right, { radius: looseReach }) };
  const besideGas = dilation(gas, { radius: 1.1 * Math.max(...cells.geometry.spacing.map((mm) => mm ?? 1)) });
  const pieces = componentStatistics(rest, { volume: cells, percentiles: [10], atLeast: Math.max(1, least) });
  const bright = pieces.maskOf(({ percentiles: [low] }) => low >= airHu + looseAboveAir);
  const touching = (other: Mask) => growWithin(other, bright);
  const [byGas, byLeft, byRight] = [touching(besideGas), touching(near.left), touching(near.right)];
  return { left: andNot(andNot(byLeft, byRight), byGas), right: andNot(andNot(byRight, byLeft), byGas) };
}
