import { type Affine, findDirection, type PatientPoint } from "./affine";
import { type Axis, namePlanes, PLANE_AXES } from "./planes";
import type { Convention } from "./viewerState";

/** In the patient: x grows to the left, y to the back, z to the head. */
type Direction = PatientPoint;

/** How a plane's picture is laid on the screen. */
export interface PlaneLie {
  /** The rows run down and the columns across; turned, the rows run across and the columns down. */
  readonly turned: boolean;
  /** What runs across grows to the left. */
  readonly flipAcross: boolean;
  /** What runs down grows upwards. */
  readonly flipDown: boolean;
}

/** What lies at each edge of the picture: "R", or "AR" where two directions share an edge. */
export interface EdgeLetters {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

/** Where nobody knows how the voxels lie, they are shown as they are stored. */
const AS_STORED: PlaneLie = { turned: false, flipAcross: false, flipDown: false };
const LETTERS = [
  ["R", "L"],
  ["A", "P"],
  ["F", "H"],
] as const;
/** A direction names an edge from about 15 degrees on. */
const NAMED_FROM = 0.26;

/** Where the patient's axes go on the screen of each plane: to the right and down, 1 or -1 along x, y or z. */
const UPRIGHT = {
  axial: { across: { axis: 0, sign: 1 }, down: { axis: 1, sign: 1 } },
  coronal: { across: { axis: 0, sign: 1 }, down: { axis: 2, sign: -1 } },
  sagittal: { across: { axis: 1, sign: 1 }, down: { axis: 2, sign: -1 } },
} as const;

/**
 * How the planes stacked along an axis are laid on the screen: axial with the front at the top, coronal and sagittal
 * with the head at the top, sagittal with the front on the left; the patient's right on the viewer's left, or, in the
 * neurological convention, on the right. An oblique stack as the one that it comes nearest to.
 *
 * @param affine - null where nobody knows where the voxels lie; they are shown as they are stored.
 */
export function layPlane(affine: Affine | null, axis: Axis, convention: Convention): PlaneLie {
  const name = namePlanes(affine)[axis];
  if (affine === null || !isUpright(name)) return AS_STORED;
  const { across, down } = UPRIGHT[name];
  const [rows, columns] = PLANE_AXES[axis].map((each) => findDirection(affine, each));
  const fit = (one: Direction, other: Direction) => Math.abs(one[across.axis]) + Math.abs(other[down.axis]);
  const turned = fit(rows, columns) > fit(columns, rows);
  const [rightwards, downwards] = turned ? [rows, columns] : [columns, rows];
  const mirrored = convention === "neurological" && across.axis === 0;
  return {
    turned,
    flipAcross: rightwards[across.axis] * across.sign < 0 !== mirrored,
    flipDown: downwards[down.axis] * down.sign < 0,
  };
}

/** The letters at the four edges of the picture of a plane that lies so. */
export function nameEdges(affine: Affine, axis: Axis, lie: PlaneLie): EdgeLetters {
  const [rows, columns] = PLANE_AXES[axis].map((each) => findDirection(affine, each));
  const right = flipDirection(lie.turned ? rows : columns, lie.flipAcross);
  const down = flipDirection(lie.turned ? columns : rows, lie.flipDown);
  return {
    left: nameDirection(flipDirection(right, true)),
    right: nameDirection(right),
    top: nameDirection(flipDirection(down, true)),
    bottom: nameDirection(down),
  };
}

function isUpright(name: string): name is keyof typeof UPRIGHT {
  return Object.hasOwn(UPRIGHT, name);
}

function nameDirection(direction: Direction): string {
  return [0, 1, 2]
    .filter((axis) => Math.abs(direction[axis]) >= NAMED_FROM)
    .sort((a, b) => Math.abs(direction[b]) - Math.abs(direction[a]))
    .map((axis) => LETTERS[axis][direction[axis] > 0 ? 1 : 0])
    .join("");
}

function flipDirection(direction: Direction, turn: boolean): Direction {
  return turn ? [-direction[0], -direction[1], -direction[2]] : direction;
}
