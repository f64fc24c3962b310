import {
  type LungSegmentation,
  SEGMENT_LUNGS_KINDS,
  type SegmentLungsOptions,
  segmentLungs as segment,
} from "../lungs/segmentLungs";
import { type OptionKinds, requireOptions } from "../options";
import type { VolumeLike } from "../volume/volume";
import { lungsFigure } from "./lungsFigure";
import { table } from "./table";

export interface ShownLungsOptions extends SegmentLungsOptions {
  /** Whether a contact sheet and the report are shown. @default true */
  show?: boolean;
}

const KINDS: OptionKinds<ShownLungsOptions> = { ...SEGMENT_LUNGS_KINDS, show: "boolean" };

/**
 * Both lungs, left and right, and the airway of a chest CT, shown as a contact sheet in three planes beside a report that
 * says how they were found and when not to believe them. Vessels, nodules up to some 14 mm at the pleura and bullae belong
 * to the lungs; windpipe and main bronchi, gas in stomach and bowel, the table and what lies around the patient do not.
 * Dense consolidation and effusion stay out.
 *
 * Works along the patient's axes, so that the way in which slices are stored, feet first, prone or reversed, changes
 * nothing. What holds no lungs gives empty masks, and `report.reason` says why, with its numbers. The same input always
 * gives the same voxels.
 *
 * Options: `show` (true), `recipe` (no constant is another than in `LUNG_RECIPE`).
 *
 * @param volume - in HU, of at least two slices, whose place in the patient is known.
 * @throws UnitsError for a volume that is not in HU.
 * @throws InvalidArgumentError for one whose place is unknown, since nobody can tell left from right then, or with values
 * that are not a number, for one slice, and for constants of another kind.
 * @throws UnknownSpacingError where nobody stated the distance between slices.
 * @example
 *     const { left, right, airway, report } = segmentLungs(volume);
 */
export function segmentLungs(volume: VolumeLike, options: ShownLungsOptions = {}): LungSegmentation {
  requireOptions(options, KINDS);
  const { show = true, ...rest } = options;
  const lungs = segment(volume, rest);
  if (show) {
    lungsFigure(volume, lungs);
    table(lungs.report);
  }
  return lungs;
}
