import { InvalidArgumentError, UnitsError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { createMask, type Mask } from "../volume/mask";
import { toVolume, type VolumeLike } from "../volume/volume";
import { connectRuns, largestRoot } from "./connectRuns";
import { findDroppedAir } from "./findDroppedAir";
import { largestComponent } from "./label";
import { paintRuns, runsOf } from "./runs";
import { andNot, not } from "./setAlgebra";
import { threshold } from "./threshold";

export interface SegmentLungMaskOptions {
  /** Add what each slice's lung encloses: vessels, nodules, airway walls. @default true */
  fillLungStructures?: boolean;
  /** Values below this are air, in HU. @default -700 */
  threshold?: number;
}

const KINDS: OptionKinds<SegmentLungMaskOptions> = { threshold: "number", fillLungStructures: "boolean" };

/**
 * The tutorial's `segment_lung_mask`: the largest piece of air that is not connected to the corner voxel
 * [0, 0, 0], as a mask with the volume's geometry; equal to what its Python returns, voxel for voxel.
 *
 * It works slice by slice and by one corner, and so it fails where these do: a table that reaches across the
 * field of view, a corner that is not air, lungs that no airway of the scan connects (one is lost); trachea
 * and main bronchi are part of the result. A scan without lung gives an empty mask. `mask.warnings` says when air about
 * as large as a lung was dropped: 300 ml, or a tenth of what was kept.
 *
 * For scans of patients there is `segmentLungs`: left and right apart, without the windpipe, from any scanner, with a report.
 *
 * Options: `threshold` (-700 HU, below which is air), `fillLungStructures` (true).
 *
 * @throws InvalidArgumentError for a threshold that is no number.
 * @throws UnitsError unless the volume is in HU.
 */
export function segmentLungMask(volume: VolumeLike, options: SegmentLungMaskOptions = {}): Mask {
  requireOptions(options, KINDS);
  const { fillLungStructures = true, threshold: airBelow = -700 } = options;
  if (Number.isNaN(airBelow)) throw new InvalidArgumentError("threshold", "a number of HU", airBelow);
  const scan = toVolume(volume);
  if (scan.units !== "HU") throw new UnitsError("segmentLungMask", scan.units);

  const air = threshold(scan, { below: airBelow });
  const { shape } = scan.geometry;
  const runs = runsOf(air);
  const connected = connectRuns(runs, shape, 26);
  const cornerIsAir = (air.bits[0] & 1) === 1;
  const outside = cornerIsAir ? connected.roots[0] : -1;
  const kept = fillLungStructures ? largestFilled() : paintRoot(largestRoot(connected, { except: outside }));
  return createMask(kept.geometry, kept.bits, findDroppedAir(kept, runs, connected, outside));

  function largestFilled(): Mask {
    return largestComponent(fillSlices(andNot(air, paintRoot(outside))));
  }

  function paintRoot(root: number): Mask {
    return paintRuns(air, runs, (run) => connected.roots[run] === root);
  }
}

/** Per slice, everything but the largest 8-connected piece of what is not in the mask. */
function fillSlices(mask: Mask): Mask {
  const around = not(mask);
  const runs = runsOf(around);
  const [slices, rows] = mask.geometry.shape;
  const connected = connectRuns(runs, mask.geometry.shape, "8 within a slice");
  const bodies = new Set<number>();
  for (let slice = 0; slice < slices; slice++) {
    const from = runs.firstOfRow[slice * rows];
    const to = runs.firstOfRow[(slice + 1) * rows];
    bodies.add(largestRoot(connected, { from, to }));
  }
  return not(paintRuns(around, runs, (run) => bodies.has(connected.roots[run])));
}
