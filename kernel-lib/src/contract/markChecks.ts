import {
  type FieldCheck,
  isAxis,
  isCount,
  isNumber,
  isRecord,
  isText,
  listOf,
  oneOf,
  orNull,
  recordOf,
} from "./fieldChecks";
import { MARK_POINTS, type Mark, type MarkKind, type MarkResult } from "./marks";
import type { Axis, VoxelPoint } from "./planes";

/** More marks than anybody places; a list with more is none of a reader's. */
const MOST_MARKS = 1000;
/** Longer than any id that this project gives. */
const LONGEST_ID = 100;

const isVoxelPoint = listOf(isNumber, 3);
const isMark: FieldCheck = (value) =>
  isRecord(value) &&
  isText(value.id) &&
  (value.id as string).length <= LONGEST_ID &&
  oneOf(...Object.keys(MARK_POINTS))(value.kind) &&
  isAxis(value.axis) &&
  listOf(isVoxelPoint, MARK_POINTS[value.kind as MarkKind])(value.points) &&
  liesInPlane(value.axis as Axis, value.points as readonly VoxelPoint[]);

/** Whether a value that came as JSON is a list of marks, each with an id of its own. */
export const isMarks: FieldCheck = (value) =>
  isShort(value) &&
  listOf(isMark)(value) &&
  new Set((value as readonly Mark[]).map(({ id }) => id)).size === (value as readonly Mark[]).length;

const isLength: FieldCheck = (value) => isNumber(value) && Number(value) >= 0;
const RESULT_CHECKS: Readonly<Record<MarkResult["kind"], FieldCheck>> = {
  distance: recordOf({ length: isLength }),
  angle: recordOf({ degrees: (value) => isLength(value) && Number(value) <= 180 }),
  ellipse: recordOf({
    area: isLength,
    pixels: isCount,
    mean: orNull(isNumber),
    sd: orNull(isLength),
    min: orNull(isNumber),
    max: orNull(isNumber),
  }),
};
const isMarkResult: FieldCheck = (value) =>
  isRecord(value) &&
  oneOf(...Object.keys(RESULT_CHECKS))(value.kind) &&
  RESULT_CHECKS[value.kind as MarkResult["kind"]](value);

/** Whether a value that came as JSON is a list of what marks come to, null where nobody knew. */
export const isMarkResults: FieldCheck = (value) => isShort(value) && listOf(orNull(isMarkResult))(value);

/** Asked first, so that a list of millions is refused at once. */
function isShort(value: unknown): boolean {
  return Array.isArray(value) && value.length <= MOST_MARKS;
}

function liesInPlane(axis: Axis, points: readonly VoxelPoint[]): boolean {
  const place = points[0][axis];
  return Number.isInteger(place) && points.every((point) => point[axis] === place);
}
