import { formatTagNumber } from "./elementHead";
import type { ElementReader } from "./elementReader";
import type { Tag } from "./tag";
import { TAGS } from "./tags";

/**
 * A value of a tag: text, numbers of numeric tags (64-bit whole numbers as bigint), or the bytes of what has no
 * value of its own kind; lists where there are several.
 */
export type TagValue =
  | string
  | number
  | bigint
  | readonly string[]
  | readonly number[]
  | readonly bigint[]
  | Uint8Array;

/**
 * The value of an element by its value representation, DICOM PS3.5 Table 6.2-1; undefined when it is absent or empty.
 *
 * @param tag - `vr` is one of the table but SQ, or "xs" for US or SS, as the pixels are signed or not.
 */
export function readTagValue(elements: ElementReader, tag: Tag): TagValue | undefined {
  const { number, vr } = tag;
  if (vr === "DS" || vr === "IS") return single(elements.decimals({ number, vr }));
  const bytes = elements.bytes(tag);
  if (bytes === undefined || BYTES.has(vr)) return bytes && new Uint8Array(bytes);

  const values = { view: viewOf(bytes), little: elements.littleEndian(tag) };
  if (vr === "AT") return single(numbers(values, ATTRIBUTE).map(formatTagNumber));
  const long = LONG_NUMBERS[vr];
  if (long !== undefined) return single(numbers(values, long));
  // "xs" is US or SS, whatever the pixels are: DICOM PS3.6 chapter 6.
  const signed = elements.uint16(TAGS.PixelRepresentation) === 1;
  const kind = NUMBERS[vr === "xs" ? (signed ? "SS" : "US") : vr];
  if (kind !== undefined) return single(numbers(values, kind));
  const text = elements.text({ number, vr: "UT" }); // or any other text
  if (text === undefined || WITH_BACKSLASHES.has(vr)) return text;
  return single(text.split("\\"));
}

/** VRs of bytes, samples and tables whose elements other tags describe; "ox" is OB or OW, "lt" OW or US. */
const BYTES: ReadonlySet<string> = new Set(["OB", "OW", "OL", "OV", "UN", "ox", "lt"]);

/** Texts in which a backslash separates nothing. DICOM PS3.5 6.2. */
const WITH_BACKSLASHES: ReadonlySet<string> = new Set(["LT", "ST", "UT", "UR"]);

interface NumberKind<Value> {
  readonly bytes: number;
  readonly read: (view: DataView, at: number, little: boolean) => Value;
}

const ATTRIBUTE: NumberKind<number> = {
  bytes: 4,
  read: (view, at, little) => view.getUint16(at, little) * 0x10000 + view.getUint16(at + 2, little),
};

const UNSIGNED: NumberKind<number> = { bytes: 4, read: (view, at, little) => view.getUint32(at, little) };
const FLOAT: NumberKind<number> = { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) };
const DOUBLE: NumberKind<number> = { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) };

/** "up" is UL where it points into the file. */
const NUMBERS: Readonly<Record<string, NumberKind<number> | undefined>> = {
  US: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  SS: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  UL: UNSIGNED,
  up: UNSIGNED,
  SL: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  FL: FLOAT,
  OF: FLOAT,
  FD: DOUBLE,
  OD: DOUBLE,
};

const LONG_NUMBERS: Readonly<Record<string, NumberKind<bigint> | undefined>> = {
  UV: { bytes: 8, read: (view, at, little) => view.getBigUint64(at, little) },
  SV: { bytes: 8, read: (view, at, little) => view.getBigInt64(at, little) },
};

interface Values {
  readonly view: DataView;
  readonly little: boolean;
}

/** As many as there is room for. */
function numbers<Value>({ view, little }: Values, { bytes, read }: NumberKind<Value>): Value[] {
  const length = Math.floor(view.byteLength / bytes);
  return Array.from({ length }, (_, i) => read(view, i * bytes, little));
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function single<Value extends string | number | bigint>(
  values: Value[] | undefined,
): Value | Value[] | undefined {
  if (values === undefined || values.length === 0) return undefined;
  return values.length === 1 ? values[0] : values;
}
