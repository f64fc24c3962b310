import { type FieldCheck, isCount, isNumber, isSize, isText, listOf, oneOf } from "./fieldChecks";
import { type Reading, readFields } from "./reading";

/** Precomputed pictures to scroll through: what `interact` made. */
export interface FramesPayload {
  readonly kind: "frames";
  readonly title: string;
  readonly alt: string;
  /** Name of the slider. */
  readonly name: string;
  /** Value of the slider at each frame, ascending. */
  readonly values: readonly number[];
  /** Frame to start with. */
  readonly frame: number;
  readonly mime: "image/png" | "image/jpeg" | "image/webp";
  /** Size in pixels of every frame as it is to be shown. */
  readonly width: number;
  readonly height: number;
  /** One picture a value. */
  readonly frames: readonly string[];
  /** What is in each frame, in words. */
  readonly alts: readonly string[];
  readonly note: string;
}

const FIELDS: Readonly<Record<keyof Omit<FramesPayload, "kind">, FieldCheck>> = {
  title: isText,
  alt: isText,
  name: isText,
  values: listOf(isNumber),
  frame: isCount,
  mime: oneOf("image/png", "image/jpeg", "image/webp"),
  width: isSize,
  height: isSize,
  frames: listOf(isText),
  alts: listOf(isText),
  note: isText,
};

/** The payload in a record of kind "frames", checked field by field. */
export function readFramesPayload(value: Record<string, unknown>): Reading<FramesPayload> {
  return readFields(value, FIELDS, findProblem);
}

function findProblem(payload: FramesPayload): string {
  const { frames, values, alts, frame } = payload;
  if (frames.length === 0) return "there is no frame";
  if (frames.length !== values.length || frames.length !== alts.length) {
    return `expected as many frames as values and descriptions, found ${frames.length}, ${values.length} and ${alts.length}`;
  }
  return frame < frames.length ? "" : `frame ${frame} is not among the ${frames.length} frames`;
}
