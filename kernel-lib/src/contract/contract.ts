/**
 * What the kernel says to the page: MIME names, payload types and the guards that read them on arrival.
 * Imports nothing, so that the lab extension can bundle this one file.
 * Binary fields are base64; "deflated" is zlib (RFC 1950), little endian, row-major.
 */

export const VIEWER_MIME = "application/vnd.tslab-dicom.viewer.v1+json";
export const PLOTLY_MIME = "application/vnd.plotly.v1+json";

/** Payload of VIEWER_MIME. */
export type ViewerPayload = SlicesPayload | FramesPayload;

/** A volume to scroll through. */
export interface SlicesPayload {
  readonly kind: "slices";
  readonly title: string;
  /** What the picture shows in words, for people who do not see it. */
  readonly alt: string;
  /** [slices, rows, columns] of the volume. */
  readonly shape: readonly [number, number, number];
  /** 4 x 4, row-major, [slice, row, column, 1] to LPS mm. */
  readonly affine: readonly number[];
  /** Millimetres between slices (null: unknown), rows and columns. */
  readonly spacing: readonly [number | null, number, number];
  /** "HU" or what the values are in. */
  readonly units: string;
  /** Smallest and largest value outside the padding. */
  readonly range: readonly [number, number];
  /** First window of the tags, or null. */
  readonly tagWindow: PayloadWindow | null;
  /** Window to start with. */
  readonly window: PayloadWindow;
  /** Slice to start with. */
  readonly slice: number;
  /** Slices whose values are embedded exactly, in ascending order of slice. */
  readonly exact: readonly ExactSlice[];
  /** All slices in 8 bit, or null when every slice is in `exact`. */
  readonly preview: SlicesPreview | null;
  /** Coloured masks over the slices, the first at the bottom. */
  readonly overlays: readonly SlicesOverlay[];
  /** What was reduced to fit the output's budget, one sentence; "" when nothing was. */
  readonly note: string;
}

export interface PayloadWindow {
  readonly centre: number;
  readonly width: number;
  /** The VOI LUT function of DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3. @default "linear" */
  readonly shape?: "linear" | "linear-exact" | "sigmoid";
}

export type CtWindowName = "lung" | "mediastinum" | "bone" | "brain" | "abdomen";

/** Windows in HU that are usual in reading CT, in the order in which they are offered. */
export const CT_WINDOWS: Readonly<Record<CtWindowName, PayloadWindow>> = {
  lung: { centre: -600, width: 1500 },
  mediastinum: { centre: 40, width: 400 },
  bone: { centre: 400, width: 1800 },
  brain: { centre: 40, width: 80 },
  abdomen: { centre: 50, width: 400 },
};

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

export interface SlicesOverlay {
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
  readonly mime: "image/png" | "image/jpeg";
  /** Size in pixels of every frame as it is to be shown. */
  readonly width: number;
  readonly height: number;
  /** One picture a value. */
  readonly frames: readonly string[];
  /** What is in each frame, in words. */
  readonly alts: readonly string[];
  readonly note: string;
}

/** A payload that can be shown, or why it cannot. */
export type Reading<T> = { readonly payload: T } | { readonly problem: string };

/** The viewer payload in a MIME bundle's value, checked field by field; or what is wrong with it. */
export function readViewerPayload(value: unknown): Reading<ViewerPayload> {
  if (!isRecord(value)) return { problem: `expected an object, found ${typeof value}` };
  if (value.kind === "slices") return readWith<SlicesPayload>(value, SLICES_FIELDS, checkSlices);
  if (value.kind === "frames") return readWith<FramesPayload>(value, FRAMES_FIELDS, checkFrames);
  return { problem: `expected kind "slices" or "frames", found ${JSON.stringify(value.kind)}` };
}

type Check = (value: unknown) => boolean;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
const isCount: Check = (value) => Number.isInteger(value) && Number(value) >= 0;
const isSize: Check = (value) => Number.isInteger(value) && Number(value) > 0;
const listOf =
  (check: Check, length?: number): Check =>
  (value) =>
    Array.isArray(value) && (length === undefined || value.length === length) && value.every(check);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const fields =
  (checks: Record<string, Check>): Check =>
  (value) =>
    isRecord(value) && Object.entries(checks).every(([name, check]) => check(value[name]));

const WINDOW_SHAPES: Readonly<Record<NonNullable<PayloadWindow["shape"]>, true>> = {
  linear: true,
  "linear-exact": true,
  sigmoid: true,
};
const isWindow = fields({
  centre: isNumber,
  width: (w) => isNumber(w) && Number(w) > 0,
  shape: (shape) =>
    shape === undefined || (isText(shape) && Object.keys(WINDOW_SHAPES).includes(String(shape))),
});
const isSpacing: Check = (value) =>
  Array.isArray(value) && value.length === 3 && orNull(isNumber)(value[0]) && value.slice(1).every(isNumber);

const SLICES_FIELDS: Record<keyof Omit<SlicesPayload, "kind">, Check> = {
  title: isText,
  alt: isText,
  shape: listOf(isSize, 3),
  affine: listOf(isNumber, 16),
  spacing: isSpacing,
  units: isText,
  range: listOf(isNumber, 2),
  tagWindow: orNull(isWindow),
  window: isWindow,
  slice: isCount,
  exact: listOf(fields({ slice: isCount, dtype: (d) => d === "int16" || d === "float32", data: isText })),
  preview: orNull(
    fields({
      rows: isSize,
      columns: isSize,
      low: isNumber,
      high: isNumber,
      mime: (mime) => mime === "image/jpeg",
      slices: listOf(isText),
    }),
  ),
  overlays: listOf(
    fields({
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

const FRAMES_FIELDS: Record<keyof Omit<FramesPayload, "kind">, Check> = {
  title: isText,
  alt: isText,
  name: isText,
  values: listOf(isNumber),
  frame: isCount,
  mime: (mime) => mime === "image/png" || mime === "image/jpeg",
  width: isSize,
  height: isSize,
  frames: listOf(isText),
  alts: listOf(isText),
  note: isText,
};

function readWith<T>(
  value: Record<string, unknown>,
  checks: Record<string, Check>,
  checkWhole: (payload: T) => string,
): Reading<T> {
  for (const [name, check] of Object.entries(checks)) {
    if (!check(value[name])) return { problem: `the field "${name}" is missing or has the wrong type` };
  }
  const payload = value as T; // every field was checked above
  const problem = checkWhole(payload);
  return problem === "" ? { payload } : { problem };
}

function checkSlices(payload: SlicesPayload): string {
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

function checkFrames(payload: FramesPayload): string {
  const { frames, values, alts, frame } = payload;
  if (frames.length === 0) return "there is no frame";
  if (frames.length !== values.length || frames.length !== alts.length) {
    return `expected as many frames as values and descriptions, found ${frames.length}, ${values.length} and ${alts.length}`;
  }
  return frame < frames.length ? "" : `frame ${frame} is not among the ${frames.length} frames`;
}
