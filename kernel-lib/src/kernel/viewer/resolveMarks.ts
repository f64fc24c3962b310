import { type Mark, readViewerState } from "../../contract";
import { InvalidArgumentError } from "../../errors";

/** A mark that is placed from a cell. */
export interface PlacedMark extends Omit<Mark, "id"> {
  /** Names it among the marks of its viewer. @default "1", "2", ... */
  readonly id?: string;
}

/**
 * The marks alone, copied, whatever was measured with them.
 *
 * @throws InvalidArgumentError for marks that the volume does not have, or two with one id.
 */
export function resolveMarks(given: readonly PlacedMark[], shape: readonly number[]): readonly Mark[] {
  const marks = given.map((mark, i) => ({
    id: mark?.id ?? String(i + 1),
    kind: mark?.kind,
    axis: mark?.axis,
    points: copyLists(mark?.points),
  }));
  const reading = readViewerState({ marks }, shape, 0);
  const ids = new Set(marks.map(({ id }) => id));
  if ("payload" in reading && reading.payload.marks && ids.size === marks.length)
    return reading.payload.marks;
  throw new InvalidArgumentError(
    "marks",
    "a list of { kind, axis, points }: a distance of 2 points, an angle of 3 or an ellipse of 2 corners, all in one plane of the volume, with an id of its own",
    "problem" in reading ? reading.problem : "two with one id",
  );
}

/** Points in plain lists of the viewer's own, whatever lists they came in. */
function copyLists(given: unknown): unknown {
  const isList = (value: unknown): value is ArrayLike<unknown> =>
    Array.isArray(value) || ArrayBuffer.isView(value);
  return isList(given) ? Array.from(given, copyLists) : given;
}
