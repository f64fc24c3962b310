import { InvalidArgumentError, UnitsError } from "../errors";
import { requireSliceSpacing } from "../volume/geometry";
import { toVolume, type Volume, type VolumeLike } from "../volume/volume";

/**
 * A volume in which millimetres, HU and the patient's left are known.
 *
 * @param operation - the function that needs it.
 * @throws UnitsError, UnknownSpacingError, or InvalidArgumentError for one whose place in the patient nobody stated.
 */
export function requireScan(input: VolumeLike, operation: string): Volume {
  const volume = toVolume(input);
  if (volume.units !== "HU") throw new UnitsError(operation, volume.units);
  requireSliceSpacing(volume.geometry, operation);
  if (volume.geometry.known === "place") return volume;
  throw new InvalidArgumentError(
    "volume",
    "one whose place in the patient is known, so that left can be told from right: give createVolume a geometry of createGeometry with its directions",
    `one of which ${volume.geometry.known === "nothing" ? "nothing" : "the spacing alone"} is known`,
  );
}
