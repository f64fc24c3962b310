import { type Affine, findDirection, type PatientPoint } from "tslab-dicom/contract";

/** In the patient: x grows to the left, y to the back, z to the head. */
export type Direction = PatientPoint;

/** Which index runs backwards on the screen. */
export interface DisplayFlips {
  readonly rows: boolean;
  readonly columns: boolean;
}

/** What lies at each edge of the picture: "R", or "AR" where two directions share an edge. */
export interface EdgeLetters {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

const LETTERS = [
  ["R", "L"],
  ["A", "P"],
  ["F", "H"],
] as const;
/** A direction names an edge from about 15 degrees on. */
const NAMED_FROM = 0.26;

/**
 * The flips that show a stack as radiologists read it: axial with the patient's right on the viewer's left and
 * the front at the top, coronal with the right on the left and the head at the top, sagittal with the front on
 * the left and the head at the top. A stack that lies on its side (rows along the columns' usual axis) would
 * need a turn, not a flip: it stays as stored, and its letters say how it lies.
 */
export function chooseFlips(affine: Affine): DisplayFlips {
  const right = findDirection(affine, 2);
  const down = findDirection(affine, 1);
  const across = findMainAxis(right);
  const along = findMainAxis(down);
  const upright = (across === 0 && along === 1) || (along === 2 && across !== 2);
  if (!upright) return { rows: false, columns: false };
  return {
    columns: right[across] < 0,
    rows: along === 2 ? down[2] > 0 : down[1] < 0,
  };
}

/** The letters at the four edges of a picture shown with these flips. */
export function nameEdges(affine: Affine, flips: DisplayFlips): EdgeLetters {
  const right = flipDirection(findDirection(affine, 2), flips.columns);
  const down = flipDirection(findDirection(affine, 1), flips.rows);
  return {
    left: nameDirection(flipDirection(right, true)),
    right: nameDirection(right),
    top: nameDirection(flipDirection(down, true)),
    bottom: nameDirection(down),
  };
}

/** The axis, 0 to 2, that a direction follows most. */
export function findMainAxis(direction: Direction): 0 | 1 | 2 {
  const [x, y, z] = direction.map(Math.abs);
  if (x >= y && x >= z) return 0;
  return y >= z ? 1 : 2;
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
