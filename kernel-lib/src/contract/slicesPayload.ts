import type { Affine } from "./affine";
import { type DisplayWindow, WINDOW_SHAPES } from "./displayWindow";
import {
  type FieldCheck,
  isCount,
  isNumber,
  isSize,
  isText,
  listOf,
  oneOf,
  orNull,
  recordOf,
} from "./fieldChecks";
import { type Reading, readFields } from "./reading";

/** A volume to scroll through. */
export interface SlicesPayload {
  readonly kind: "slices";
  readonly title: string;
  /** What the picture shows in words, for people who do not see it. */
  readonly alt: string;
  /** [slices, rows, columns] of the volume. */
  readonly shape: readonly [number, number, number];
  /** [slice, row, column, 1] to LPS mm. */
  readonly affine: Affine;
  /** Millimetres between slices (null: unknown), rows and columns. */
  readonly spacing: readonly [number | null, number, number];
  /** False where place and orientation of the voxels are unknown: no letters, no millimetres. @default true */
  readonly placed?: boolean;
  /** "HU" or what the values are in. */
  readonly units: string;
  /** Smallest and largest value outside the padding. */
  readonly range: readonly [number, number];
  /** First window of the tags, or null. */
  readonly tagWindow: DisplayWindow | null;
  /** Window to start with. */
  readonly window: DisplayWindow;
  /** Function of a window that the reader types, or fits to the range. @default "linear" */
  readonly ownShape?: "linear" | "linear-exact";
  /** Slice to start with. */
  readonly slice: number;
  /** Slices whose values are embedded exactly, in ascending order of slice. */
  readonly exact: readonly ExactSlice[];
  /** All slices in 8 bit, or null when every slice is in `exact`. */
  readonly preview: SlicesPreview | null;
  /** Coloured masks over the slices, the first at the bottom. */
  readonly overlays: readonly OverlayPayload[];
  /** What was reduced to fit the output's budget, one sentence; "" when nothing was. */
  readonly note: string;
}

export interface ExactSlice {
  readonly slice: number;
  readonly dtype: "int16" | "float32";
  /** Deflated rows x columns values. */
  readonly data: string;
}

export interface SlicesPreview {
  readonly rows: number;
  readonly columns: number;
  /** Value that level 0 and level 255 stand for; levels between are linear. */
  readonly low: number;
  readonly high: number;
  readonly mime: "image/jpeg";
  /** One picture a slice, in slice order; the grey level of a pixel is its red channel. */
  readonly slices: readonly string[];
}

/** A mask over all slices and how it is to look. */
export interface OverlayPayload {
  readonly name: string;
  /** [red, green, blue], 0 to 255. */
  readonly color: readonly [number, number, number];
  /** 0 transparent to 1 opaque. */
  readonly alpha: number;
  readonly rows: number;
  readonly columns: number;
  /**
   * Deflated bits of all slices: each row is padded to whole bytes, column c is bit `c & 7` (from the least
   * significant) of byte `c >> 3`.
   */
  readonly data: string;
}

const isWindow = recordOf({
  centre: isNumber,
  width: (width) => isNumber(width) && Number(width) > 0,
  shape: (shape) => shape === undefined || oneOf(...WINDOW_SHAPES)(shape),
});
const isSpacing: FieldCheck = (value) =>
  Array.isArray(value) && value.length === 3 && orNull(isNumber)(value[0]) && value.slice(1).every(isNumber);

const FIELDS: Readonly<Record<keyof Omit<SlicesPayload, "kind">, FieldCheck>> = {
  title: isText,
  alt: isText,
  shape: listOf(isSize, 3),
  affine: listOf(isNumber, 16),
  spacing: isSpacing,
  placed: (placed) => placed === undefined || typeof placed === "boolean",
  units: isText,
  range: listOf(isNumber, 2),
  tagWindow: orNull(isWindow),
  window: isWindow,
  ownShape: (shape) => shape === undefined || oneOf("linear", "linear-exact")(shape),
  slice: isCount,
  exact: listOf(recordOf({ slice: isCount, dtype: oneOf("int16", "float32"), data: isText })),
  preview: orNull(
    recordOf({
      rows: isSize,
      columns: isSize,
      low: isNumber,
      high: isNumber,
      mime: oneOf("image/jpeg"),
      slices: listOf(isText),
    }),
  ),
  overlays: listOf(
    recordOf({
      name: isText,
      color: listOf(isNumber, 3),
      alpha: isNumber,
      rows: isSize,
      columns: isSize,
      data: isText,
    }),
  ),
  note: isText,
};

/** The payload in a record of kind "slices", checked field by field. */
export function readSlicesPayload(value: Record<string, unknown>): Reading<SlicesPayload> {
  return readFields(value, FIELDS, findProblem);
}

function findProblem(payload: SlicesPayload): string {
  const [slices] = payload.shape;
  if (payload.slice >= slices) return `slice ${payload.slice} is not among the ${slices} slices`;
  if (payload.exact.some(({ slice }) => slice >= slices)) return "an exact slice is outside the volume";
  if (payload.preview && payload.preview.slices.length !== slices) {
    return `expected ${slices} preview slices, found ${payload.preview.slices.length}`;
  }
  if (!payload.preview && payload.exact.length !== slices) {
    return `expected ${slices} exact slices without a preview, found ${payload.exact.length}`;
  }
  return "";
}
