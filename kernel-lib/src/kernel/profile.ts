import { createPlotModel } from "../display/plot/createPlotModel";
import { describePlot } from "../display/plot/describePlot";
import { nameValues } from "../display/plot/nameValues";
import { SERIES_COLORS } from "../display/plot/plotLook";
import { findPlotSize, PLOT_KINDS, type PlotOptions } from "../display/plot/plotOptions";
import { InvalidArgumentError } from "../errors";
import {
  type Place,
  PROFILE_OF_KINDS,
  type Profile,
  type ProfileOfOptions,
  profileOf,
} from "../measure/profileOf";
import { type OptionKinds, requireOptions } from "../options";
import type { VolumeLike } from "../volume/volume";
import { type Shown, wantedWidth } from "./show";
import { showPlot } from "./showPlot";

export interface ProfileOptions extends ProfileOfOptions, PlotOptions {}

const KINDS: OptionKinds<ProfileOptions> = { ...PROFILE_OF_KINDS, ...PLOT_KINDS };

/** A profile that was shown, and its numbers. */
export interface ProfilePlot extends Shown {
  readonly profile: Profile;
}

/**
 * Shows the values of a volume along the straight line between two places against the distance from the first; gaps are
 * outside the scan. The numbers alone: `profileOf`.
 *
 * Options: `coordinates` ("voxel", [slice, row, column]; "patient" for [x, y, z] in LPS mm), `step` (half the smallest
 * distance between voxels, mm), `title` (none), `xTitle` and `yTitle` (what and in which unit), `xRange` and `yRange` (all
 * that is plotted), `width` (720 pixels), `height` (420).
 *
 * @throws InvalidArgumentError for ends that are not three finite numbers, a line outside the scan, or an option out of range.
 * @throws UnknownSpacingError across slices whose distance is not known.
 * @example
 *     profile(volume, [60, 128, 20], [60, 128, 235], { title: "From right to left" });
 */
export function profile(
  volume: VolumeLike,
  from: Place,
  to: Place,
  options: ProfileOptions = {},
): ProfilePlot {
  requireOptions(options, KINDS);
  const { coordinates, step, ...rest } = options;
  const size = findPlotSize(rest, wantedWidth());
  const found = profileOf(volume, from, to, {
    ...(coordinates !== undefined && { coordinates }),
    ...(step !== undefined && { step }),
  });
  const { distances, values, units, distanceUnits } = found;
  if (!values.some(Number.isFinite)) {
    throw new InvalidArgumentError("from and to", "ends of a line through the scan", "a line outside");
  }
  const defaults = {
    xTitle: `distance (${distanceUnits})`,
    yTitle: nameValues(units),
    xPadding: 0,
    fromZero: false,
  };
  const series = [{ name: "", x: distances, y: values, color: SERIES_COLORS[0], look: "line" as const }];
  const model = createPlotModel(series, [], rest, defaults, size);
  return showPlot(model, describePlot("Profile", model), { profile: found });
}
