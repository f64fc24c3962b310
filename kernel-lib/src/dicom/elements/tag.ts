import { formatTagNumber } from "./elementHead";

/** An element's tag, with its value representation as the reader's methods ask for it: "US", "US or SS". */
export interface Tag<Vr extends string = string> {
  /** 0xggggeeee. */
  readonly number: number;
  readonly vr: Vr;
}

/** A tag with its name by DICOM PS3.6. */
export interface NamedTag<Vr extends string = string> extends Tag<Vr> {
  readonly name: string;
}

/** VRs of text. DICOM PS3.5 Table 6.2-1. */
export type TextVr =
  | ("AE" | "AS" | "CS" | "DA" | "DS" | "DT" | "IS" | "LO" | "LT" | "PN")
  | ("SH" | "ST" | "TM" | "UC" | "UI" | "UR" | "UT");

/** VRs of numbers that are written as text. */
export type DecimalVr = "DS" | "IS";

/** A tag as messages name it, "Rows (0028,0010)". */
export function describeTag({ name, number }: NamedTag): string {
  return `${name} ${formatTagNumber(number)}`;
}
