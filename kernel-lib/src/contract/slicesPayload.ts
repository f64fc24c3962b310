import type { Affine } from "./affine";
import { COLOR_MAP_NAMES, type ColorMapName } from "./colorMaps";
import { type DisplayWindow, WINDOW_SHAPES } from "./displayWindow";
import {
  type FieldCheck,
  isCount,
  isNumber,
  isRecord,
  isSize,
  isText,
  listOf,
  oneOf,
  orNull,
  recordOf,
} from "./fieldChecks";
import type { LiveOutput } from "./live";
import { isMarkResults } from "./markChecks";
import type { MarkResult } from "./marks";
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
  /** False where place and orientation of the voxels are unknown: no letters, no positions. @default true */
  readonly placed?: boolean;
  /** True where `spacing` is known although the place is not: lengths are millimetres. @default as `placed` says */
  readonly measured?: boolean;
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
  /** Label maps over the slices and masks. @default none */
  readonly labelMaps?: readonly LabelMapPayload[];
  /** A second volume over the first, on the same grid. @default none */
  readonly second?: SecondPayload;
  /** Voxels outside the scan. @default none known */
  readonly padding?: BitsPayload;
  /** What of the viewer's state is not as usual, to be read by `readViewerState`. @default all as usual */
  readonly state?: unknown;
  /**
   * What the marks of `state` came to, in their order; null where it was not known. @default to be worked out from the
   * slices here
   */
  readonly results?: readonly (MarkResult | null)[];
  /** For as long as the kernel runs it has every slice exactly. @default the output is all there is */
  readonly live?: LiveOutput;
  /** What was reduced to fit the output's budget, one sentence; "" when nothing was. */
  readonly note: string;
}

/**
 * Bits of all slices, deflated: each row is padded to whole bytes, column c is bit `c & 7` (from the least significant)
 * of byte `c >> 3`.
 */
export interface BitsPayload {
  readonly rows: number;
  readonly columns: number;
  readonly data: string;
}

/** A volume of labels, of which 0 is none. */
export interface LabelMapPayload {
  readonly name: string;
  readonly labels: readonly {
    readonly label: number;
    readonly name: string;
    /** [red, green, blue], 0 to 255. */
    readonly color: readonly [number, number, number];
  }[];
  /** 0 transparent to 1 opaque. */
  readonly alpha: number;
  readonly rows: number;
  readonly columns: number;
  readonly dtype: "uint8" | "uint16";
  /** Deflated slices x rows x columns labels. */
  readonly data: string;
}

/** A volume that is shown in colour over another. */
export interface SecondPayload {
  readonly name: string;
  readonly units: string;
  readonly range: readonly [number, number];
  readonly window: DisplayWindow;
  readonly colorMap: ColorMapName;
  /** 0 transparent to 1 opaque. */
  readonly alpha: number;
  readonly exact: readonly ExactSlice[];
  readonly preview: SlicesPreview | null;
  /** Voxels outside its scan, where it hides nothing. @default none known */
  readonly padding?: BitsPayload;
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

/** A field that older outputs do not have. */
const optional =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    value === undefined || check(value);

const isWindow = recordOf({
  centre: isNumber,
  width: (width) => isNumber(width) && Number(width) > 0,
  shape: optional(oneOf(...WINDOW_SHAPES)),
});
const isSpacing: FieldCheck = (value) =>
  Array.isArray(value) && value.length === 3 && orNull(isNumber)(value[0]) && value.slice(1).every(isNumber);

const isColor = listOf(isNumber, 3);
const isExact = listOf(recordOf({ slice: isCount, dtype: oneOf("int16", "float32"), data: isText }));
const isPreview = orNull(
  recordOf({
    rows: isSize,
    columns: isSize,
    low: isNumber,
    high: isNumber,
    mime: oneOf("image/jpeg"),
    slices: listOf(isText),
  }),
);
const BITS = { rows: isSize, columns: isSize, data: isText };
const FIELDS: Readonly<Record<keyof Omit<SlicesPayload, "kind">, FieldCheck>> = {
  title: isText,
  alt: isText,
  shape: listOf(isSize, 3),
  affine: listOf(isNumber, 16),
  spacing: isSpacing,
  placed: optional((placed) => typeof placed === "boolean"),
  measured: optional((measured) => typeof measured === "boolean"),
  units: isText,
  range: listOf(isNumber, 2),
  tagWindow: orNull(isWindow),
  window: isWindow,
  ownShape: optional(oneOf("linear", "linear-exact")),
  slice: isCount,
  exact: isExact,
  preview: isPreview,
  overlays: listOf(recordOf({ name: isText, color: isColor, alpha: isNumber, ...BITS })),
  labelMaps: optional(
    listOf(
      recordOf({
        name: isText,
        labels: listOf(recordOf({ label: isCount, name: isText, color: isColor })),
        alpha: isNumber,
        dtype: oneOf("uint8", "uint16"),
        ...BITS,
      }),
    ),
  ),
  second: optional(
    recordOf({
      name: isText,
      units: isText,
      range: listOf(isNumber, 2),
      window: isWindow,
      colorMap: oneOf(...COLOR_MAP_NAMES),
      alpha: isNumber,
      exact: isExact,
      preview: isPreview,
      padding: optional(recordOf(BITS)),
    }),
  ),
  padding: optional(recordOf(BITS)),
  state: optional(isRecord),
  results: optional(isMarkResults),
  live: optional(recordOf({ id: isText })),
  note: isText,
};

/** The payload in a record of kind "slices", checked field by field. */
export function readSlicesPayload(value: Record<string, unknown>): Reading<SlicesPayload> {
  return readFields(value, FIELDS, findProblem);
}

function findProblem(payload: SlicesPayload): string {
  const [slices] = payload.shape;
  if (payload.slice >= slices) return `slice ${payload.slice} is not among the ${slices} slices`;
  return findMissing(payload, slices) || (payload.second ? findMissing(payload.second, slices) : "");
}

function findMissing({ exact, preview }: Pick<SlicesPayload, "exact" | "preview">, slices: number): string {
  if (exact.some(({ slice }) => slice >= slices)) return "an exact slice is outside the volume";
  if (preview && preview.slices.length !== slices) {
    return `expected ${slices} preview slices, found ${preview.slices.length}`;
  }
  if (!preview && exact.length !== slices) {
    return `expected ${slices} exact slices without a preview, found ${exact.length}`;
  }
  return "";
}
