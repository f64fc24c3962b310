import { and, not } from "../segmentation/setAlgebra";
import { surfaceVoxels } from "../segmentation/surfaceVoxels";
import { forEachRun } from "../volume/bitRows";
import { requireSliceSpacing, voxelVolume } from "../volume/geometry";
import { countVoxels, type Mask } from "../volume/mask";
import { countPerSlice } from "../volume/maskMeasures";
import type { Volume } from "../volume/volume";
import { acquisitionRules } from "./acquisitionRules";
import { cutRules, flagsOf, type LungFlag, type LungRule, valueRules } from "./lungFlag";
import type { LungReport } from "./lungReport";

/** Densitometry asks for slices of at most so many mm, and for noise of at most so many HU. */
const THICKEST = 1.25;
const MOST_NOISE = 30;

/** What a report knows that matters to phenotypes. */
export type KnownOfLungs = Pick<LungReport, "flags"> &
  Partial<Pick<LungReport, "reason" | "noise" | "threshold" | "recipe">>;

/**
 * What speaks against the numbers of lungs: the flags of their report, and what densitometry is stricter about or a report
 * would have said.
 *
 * @param volume - along the patient's axes, as the mask of both lungs.
 * @param airHu - the median of the airway; null for none.
 */
export function phenotypeFlags(
  volume: Volume,
  lungs: Mask,
  airHu: number | null,
  report: KnownOfLungs | undefined,
): LungFlag[] {
  const { geometry, acquisition } = volume;
  const areas = countPerSlice(lungs).map(
    (count) => (count * geometry.spacing[1] * geometry.spacing[2]) / 100,
  );
  const voxels = countVoxels(lungs);
  const own = flagsOf([
    [voxels === 0, "NO_LUNGS", voxels, report?.reason ?? "the masks of the lungs are empty"],
    cutInPlane(volume, lungs),
    ...cutRules(areas[areas.length - 1], areas[0]),
    ...valueRules(report?.noise ?? Number.NaN, airHu, MOST_NOISE),
    ...acquisitionRules(acquisition, requireSliceSpacing(geometry, "lungPhenotypes"), THICKEST),
  ]);
  const known = report?.flags ?? [];
  return [...known, ...own.filter(({ code }) => !known.some((flag) => flag.code === code))];
}

/** Lung at the border of the slices, or beside what was never measured. */
function cutInPlane(volume: Volume, lungs: Mask): LungRule {
  const [slices, rows, columns] = lungs.shape;
  let voxels = 0;
  forEachRun(lungs, slices * rows, (line, from, to) => {
    const row = line % rows;
    if (row === 0 || row === rows - 1) voxels += to - from;
    else voxels += Number(from === 0) + Number(to === columns);
  });
  if (countVoxels(volume.padding) > 0) voxels += countVoxels(and(lungs, surfaceVoxels(not(volume.padding))));
  const millilitres = (voxels * voxelVolume(volume.geometry)) / 1000;
  const message = `the field of view cuts a lung; ${millilitres.toFixed(1)} ml of it lie at its border`;
  return [voxels > 0, "LUNG_CUT_BY_FIELD_OF_VIEW", millilitres, message];
}
