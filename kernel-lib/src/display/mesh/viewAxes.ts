import { InvalidArgumentError } from "../../errors";
import { type OptionKinds, requireOptions } from "../../options";

/** Where a mesh is seen from. */
export interface MeshView {
  /** Degrees round the patient, -36000 to 36000: 0 from the front, 90 from the patient's left. @default 0 */
  azimuth?: number;
  /** Degrees above the horizon, -36000 to 36000: 90 from the head. @default 0 */
  elevation?: number;
}

const KINDS: OptionKinds<MeshView> = { azimuth: "number", elevation: "number" };

/** Three numbers: a direction in patient coordinates, or red, green and blue. */
export type Vector = readonly [number, number, number];

export interface ViewAxes {
  readonly right: Vector;
  readonly up: Vector;
  /** Away from the viewer. */
  readonly forward: Vector;
}

/** A hundred turns; of much more a number does not hold the fraction of a turn. */
const MOST_DEGREES = 36_000;

/** The directions in which a picture from there runs. @throws InvalidArgumentError for an angle beyond 100 turns. */
export function findViewAxes(view: MeshView): ViewAxes {
  requireOptions(view, KINDS, "view");
  const { azimuth = 0, elevation = 0 } = view;
  for (const [name, degrees] of Object.entries({ azimuth, elevation })) {
    if (!(Math.abs(degrees) <= MOST_DEGREES)) {
      throw new InvalidArgumentError(`view.${name}`, `degrees, at most ${MOST_DEGREES} either way`, degrees);
    }
  }
  const [sa, ca] = computeSineCosine(azimuth);
  const [se, ce] = computeSineCosine(elevation);
  return { right: [ca, sa, 0], up: [-sa * se, ca * se, ce], forward: [-sa * ce, ca * ce, -se] };
}

/** Sine and cosine of degrees by their series (in nested form) on -45 to 45 degrees; quarter turns are exact. */
function computeSineCosine(degrees: number): [sine: number, cosine: number] {
  const quarters = Math.round(degrees / 90);
  const x = ((degrees - 90 * quarters) * Math.PI) / 180;
  let sine = 1;
  let cosine = 1;
  for (let n = 16; n > 0; n -= 2) {
    sine = 1 - (sine * x * x) / (n * (n + 1));
    cosine = 1 - (cosine * x * x) / (n * (n - 1));
  }
  sine *= x;
  const turns: [number, number][] = [
    [sine, cosine],
    [cosine, -sine],
    [-sine, -cosine],
    [-cosine, sine],
  ];
  return turns[((quarters % 4) + 4) % 4];
}
