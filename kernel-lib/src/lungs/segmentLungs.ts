import { describedAs } from "../describe";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { closing } from "../segmentation/closing";
import { fillHoles } from "../segmentation/fillHoles";
import { and, andNot, not, or } from "../segmentation/setAlgebra";
import { threshold } from "../segmentation/threshold";
import { voxelVolume } from "../volume/geometry";
import { countVoxels, createMask, type Mask, maskLitres } from "../volume/mask";
import { countPerSlice } from "../volume/maskMeasures";
import { obliquity, patientAxes } from "../volume/patientAxes";
import type { Volume, VolumeLike } from "../volume/volume";
import { estimateNoise, findAirThreshold } from "./airAndTissue";
import { chooseRecipe } from "./chooseRecipe";
import { type FoundAirway, findAirway } from "./findAirway";
import { findBody, findCutLung } from "./findBody";
import { findLoosePieces } from "./findLoosePieces";
import { type LungGrid, makeLungGrid, NEVER_MEASURED } from "./lungGrid";
import type { LungRecipe } from "./lungRecipe";
import { createLungReport, type LungFindings, type LungNumbers, type LungReport } from "./lungReport";
import { percentilesIn } from "./percentilesIn";
import { type ReadVoxel, readVoxels } from "./readVoxels";
import { requireScan } from "./requireScan";
import { separateGas } from "./separateGas";
import { findLungCores, splitLungs } from "./splitLungs";
import { type LungCells, voxelSurface } from "./voxelSurface";

export interface SegmentLungsOptions {
  /** Constants of the recipe that are to be others than those of `LUNG_RECIPE`. @default none */
  recipe?: Partial<LungRecipe>;
}

export const SEGMENT_LUNGS_KINDS: OptionKinds<SegmentLungsOptions> = { recipe: "record" };

/** Lungs and airway of a scan, on its grid. */
export interface LungSegmentation {
  /** The patient's left lung, with vessels and what they enclose, without the central airway. */
  readonly left: Mask;
  readonly right: Mask;
  /** Both. */
  readonly lungs: Mask;
  /** The lumen of windpipe and bronchi; beyond the main bronchi it lies in the lungs too. */
  readonly airway: Mask;
  /** How they were found, and what there is to say against it. */
  readonly report: LungReport;
}

/**
 * Both lungs, left and right, and the airway of a chest CT, with a report that says how they were found and when not to
 * believe them. Vessels, nodules up to some 14 mm at the pleura and bullae belong to the lungs; windpipe and main bronchi,
 * gas in stomach and bowel, the table and what lies around the patient do not. Dense consolidation and effusion stay out.
 *
 * Works along the patient's axes, so that the way in which slices are stored, feet first, prone or reversed, changes
 * nothing. What holds no lungs gives empty masks, and `report.reason` says why, with its numbers. The same input always
 * gives the same voxels.
 *
 * Options: `recipe` (no constant is another).
 *
 * @param input - in HU, of at least two slices, whose place in the patient is known.
 * @throws UnitsError for a volume that is not in HU.
 * @throws InvalidArgumentError for one whose place is unknown, since nobody can tell left from right then, or with values
 * that are not a number, for one slice, and for constants of another kind.
 * @throws UnknownSpacingError where nobody stated the distance between slices.
 * @example
 *     const { left, right, airway, report } = segmentLungs(volume);
 */
export function segmentLungs(input: VolumeLike, options: SegmentLungsOptions = {}): LungSegmentation {
  requireOptions(options, SEGMENT_LUNGS_KINDS);
  const recipe = chooseRecipe(options.recipe ?? {});
  const source = requireScan(input, "segmentLungs");
  if (source.shape[0] < 2) throw new InvalidArgumentError("volume", "of at least two slices", "one");
  const { volume, restore } = patientAxes(source);
  const grid = makeLungGrid(volume, recipe.cell);
  const found = findOnGrid(grid, recipe);
  const { findings, numbers, values } = found;
  const sliceSpacing = volume.geometry.spacing[0] ?? 0;
  const { acquisition } = source;
  const shared = { sliceSpacing, obliquity: obliquity(source.geometry), acquisition, recipe };
  if (found.cells === null) {
    const none = () => createMask(source.geometry);
    const report = createLungReport(numbers, { ...findings, ...shared, top: 0, bottom: 0 });
    return describeLungs({ left: none(), right: none(), lungs: none(), airway: none(), report });
  }
  // A lung that the field of view cuts ends where nothing was measured.
  const unseen =
    findings.cut > 0 ? or(grid.volume.padding, threshold(volume, { below: NEVER_MEASURED })) : null;
  const surfaceOf = (cells: LungCells) => {
    const surface = voxelSurface(grid, cells, numbers.threshold, values);
    return unseen ? andNot(surface, unseen) : surface;
  };
  const left = surfaceOf(found.cells.left);
  const right = andNot(surfaceOf(found.cells.right), left);
  const lungs = or(left, right);
  const areas = countPerSlice(lungs).map((count) => (count * pixelArea(volume)) / 100);
  const litres = { left: maskLitres(left), right: maskLitres(right), both: maskLitres(lungs) };
  const report = createLungReport(
    { ...numbers, litres },
    { ...findings, ...shared, top: areas[areas.length - 1], bottom: areas[0] },
  );
  return describeLungs({
    left: restore(left),
    right: restore(right),
    lungs: restore(lungs),
    airway: found.airway ? restore(found.airway.mask) : createMask(source.geometry),
    report,
  });
}

function pixelArea({ geometry }: Volume): number {
  return geometry.spacing[1] * geometry.spacing[2];
}

/** What is found on the coarser grid, and what there is to say of it. */
interface FoundOnGrid {
  /** null where there are no lungs. */
  readonly cells: { readonly left: LungCells; readonly right: LungCells } | null;
  readonly airway: FoundAirway | null;
  /** How voxels are read: smoothed where the scan is noisy. */
  readonly values: ReadVoxel;
  readonly numbers: LungNumbers;
  readonly findings: Pick<LungFindings, "cut" | "pleural" | "isOneLung" | "joined" | "median">;
}

function findOnGrid(grid: LungGrid, recipe: LungRecipe): FoundOnGrid {
  const { volume, cells, factors } = grid;
  const millilitres = (mask: Mask) => (countVoxels(mask) * voxelVolume(cells.geometry)) / 1000;
  const body = findBody(cells, recipe);
  const outside = percentilesIn(cells, body.outside, [50])[0];
  const around = clampAir(outside);
  const cut = findCutLung(cells, body, around, recipe);
  const inside = or(not(body.outside), cut);
  const limit = findAirThreshold(cells, inside, recipe.threshold);
  const noise = estimateNoise(volume, cells, factors);
  const values = readVoxels(volume, noise > recipe.noisy);
  // A flood takes a way through every gap that noise opens.
  const airway = findAirway(grid, body, around, readVoxels(volume, noise > recipe.noisyAirway), recipe);
  const airHu = Math.min(DARK_AIR, Math.max(around, airway?.hu ?? around));

  const none = createMask(cells.geometry);
  const air = andNot(and(threshold(cells, { below: limit }), inside), airway?.cells ?? none);
  // Without soft tissue none is known.
  const cellNoise = Number.isNaN(noise) ? 0 : noise / Math.sqrt(factors[0] * factors[1] * factors[2]);
  const { gas, pleural } = separateGas(cells, air, { airHu, noise: cellNoise }, recipe);
  const lungAir = andNot(air, gas);
  const cores = findLungCores(cells, lungAir, airHu, recipe);
  const numbers = {
    reason: null,
    threshold: limit,
    airHu: countVoxels(body.outside) < SEEN_AIR * cells.voxels.size ? around : outside,
    tracheaHu: airway?.hu ?? null,
    noise,
    trachea: airway && { length: airway.trachea.length, area: airway.trachea.area },
    airway: airway && { millilitres: airway.millilitres, threshold: airway.threshold, curve: airway.curve },
    litres: { left: 0, right: 0, both: 0 },
    added: 0,
    gas: millilitres(gas),
    peakShare: 0,
  };
  const nothing = (why: string, peakShare = 0): FoundOnGrid => ({
    cells: null,
    airway: null,
    values,
    numbers: { ...numbers, reason: `${why}${doubtUnits(cells)}`, peakShare },
    findings: {
      cut: millilitres(cut),
      pleural: millilitres(pleural),
      isOneLung: false,
      joined: null,
      median: Number.NaN,
    },
  });
  const [largest] = cores.pieces;
  const largestMl = largest ? (largest.voxels * voxelVolume(cells.geometry)) / 1000 : 0;
  if (largestMl < recipe.leastCore) {
    return nothing(
      `no air in the body is ${2 * recipe.coreErosion} mm wide with the values of lung over ${recipe.leastCore} ml and more; the largest such piece has ${largestMl.toFixed(1)} ml`,
    );
  }
  const split = splitLungs(cells, lungAir, cores, body.core, recipe);
  const loose = findLoosePieces(cells, lungAir, split, gas, airHu, recipe);
  const [left, right] = [or(split.left, loose.left), or(split.right, loose.right)];
  const never = or(or(andNot(body.outside, cut), gas), airway?.central ?? none);
  const close = (own: Mask, other: Mask): LungCells => {
    const ball = closing(own, { radius: recipe.closing });
    const closed = fillHoles(fillHoles(ball), { inPlane: true, largest: recipe.holes });
    const forbidden = or(never, other);
    return { closed: andNot(closed, forbidden), air: own, forbidden };
  };
  const leftCells = close(left, right);
  const rightCells = close(right, or(left, leftCells.closed));
  const lungs = or(leftCells.closed, rightCells.closed);
  const peakShare = findPeakShare(lungs, inside);
  if (peakShare < recipe.lungShare) {
    return nothing(
      `what has the values of lung is at most ${(100 * peakShare).toFixed(1)} % of a slice of the body; lungs are ${100 * recipe.lungShare} % and more`,
      peakShare,
    );
  }
  return {
    cells: { left: leftCells, right: rightCells },
    airway,
    values,
    numbers: {
      ...numbers,
      added: millilitres(andNot(andNot(lungs, or(left, right)), airway?.cells ?? none)),
      peakShare,
    },
    findings: {
      cut: millilitres(cut),
      pleural: millilitres(pleural),
      isOneLung: split.isOneLung,
      joined: split.joined,
      median: percentilesIn(cells, lungs, [50])[0],
    },
  };
}

/** A scan of which 99 % is above this has no air in or around the body, in HU. */
const DARKEST_BODY = -300;

/** Less than this share of a scan around the body says nothing of how its air is shown. */
const SEEN_AIR = 0.05;

/** Air that a scanner shows brighter than this, in HU, is no measure of air. */
const DARK_AIR = -940;

/** What is to be said where next to nothing is as dark as air. */
function doubtUnits(cells: Volume<Int16Array>): string {
  const [darkest] = percentilesIn(cells, not(createMask(cells.geometry)), [1]);
  return darkest > DARKEST_BODY
    ? `; 99 % of all values are above ${darkest.toFixed(0)} HU: are these Hounsfield units?`
    : "";
}

function clampAir(median: number): number {
  return Number.isNaN(median) ? -1000 : Math.min(Math.max(median, -1024), -970);
}

/** A slice in which there is less of the body than this share of the most is cut: the rim of a tilted stack. */
const WHOLE_SLICE = 0.5;

/** The largest share of a slice of the body that a mask is. */
function findPeakShare(mask: Mask, body: Mask): number {
  const bodies = countPerSlice(body);
  const least = WHOLE_SLICE * bodies.reduce((most, count) => Math.max(most, count), 0);
  return countPerSlice(mask).reduce(
    (most, count, slice) => (bodies[slice] <= least ? most : Math.max(most, count / bodies[slice])),
    0,
  );
}

function describeLungs(lungs: LungSegmentation): LungSegmentation {
  return describedAs(lungs, ({ report }) => String(report));
}
