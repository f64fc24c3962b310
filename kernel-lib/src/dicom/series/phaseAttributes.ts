import type { ElementReader } from "../elements/elementReader";
import type { FrameTraits } from "./frameTraits";

/** Something by which frames at one place may be told apart. */
export interface PhaseAttribute {
  /** Plain name, as it is printed. */
  readonly name: string;
  /** Whether frames sorted by it may be cut into equal phases: a number that counts, a time. */
  readonly ordered: boolean;
  /** Whether it is one and the same throughout a pass over the patient, so that frames of two passes differ in it. */
  readonly ofPass: boolean;
  /** The value of a frame; undefined where it has none. */
  readonly read: (frame: FrameTraits) => string | number | undefined;
}

/**
 * In the order in which they are asked: what states a phase, what differs between reconstructions of one
 * scan, times, and at last the order in which the scanner counted. Source of the tags: DICOM PS3.6 section 6.
 */
export const PHASE_ATTRIBUTES: readonly PhaseAttribute[] = [
  { name: "temporal position", ordered: true, ofPass: true, read: decimal("x00200100") },
  {
    name: "temporal position",
    ordered: true,
    ofPass: true,
    read: ({ frame }) => frame.elements.uint32("x00209128"),
  },
  { name: "temporal position", ordered: true, ofPass: true, read: float("x0020930d", 8) },
  { name: "cardiac phase", ordered: true, ofPass: true, read: float("x00209241", 4) },
  { name: "acquisition", ordered: true, ofPass: true, read: decimal("x00200012") },
  {
    name: "acquisition",
    ordered: true,
    ofPass: true,
    read: ({ frame }) => frame.elements.uint16("x00209156"),
  },
  { name: "trigger time", ordered: true, ofPass: true, read: decimal("x00181060") },
  { name: "trigger time", ordered: true, ofPass: true, read: float("x00209153", 8) },
  {
    name: "contrast agent",
    ordered: false,
    ofPass: true,
    read: ({ frame }) => frame.elements.text("x00180010") ?? "",
  },
  {
    name: "contrast phase",
    ordered: false,
    ofPass: true,
    read: ({ frame }) => frame.elements.text("x00189344"),
  },
  { name: "image type", ordered: false, ofPass: true, read: ({ imageType }) => imageType.join("\\") },
  { name: "matrix", ordered: false, ofPass: false, read: ({ rows, columns }) => `${rows} x ${columns}` },
  {
    name: "pixel spacing",
    ordered: false,
    ofPass: false,
    read: ({ pixelSpacing }) => pixelSpacing?.map((mm) => mm.toPrecision(4)).join(" x "),
  },
  { name: "slice thickness", ordered: false, ofPass: true, read: decimal("x00180050") },
  { name: "tube voltage", ordered: false, ofPass: true, read: decimal("x00180060") },
  {
    name: "acquisition time",
    ordered: true,
    ofPass: false,
    read: ({ frame }) => moment(frame.elements.text("x00189074")),
  },
  {
    name: "acquisition time",
    ordered: true,
    ofPass: false,
    read: ({ frame }) => moment(frame.elements.text("x0008002a")),
  },
  { name: "acquisition time", ordered: true, ofPass: false, read: dateAndTime("x00080022", "x00080032") },
  {
    name: "reference time",
    ordered: true,
    ofPass: false,
    read: ({ frame }) => moment(frame.elements.text("x00189151")),
  },
  { name: "content time", ordered: true, ofPass: false, read: dateAndTime("x00080023", "x00080033") },
  { name: "instance number", ordered: true, ofPass: false, read: decimal("x00200013") },
];

/** A frame with the value of an attribute. */
export type Valued<Of> = Of & { readonly value: string | number };

/**
 * Frames with the value that each has of the attribute, ascending where that has a meaning; null when one has none,
 * or all have the same.
 */
export function withValues<Of extends { readonly frame: FrameTraits }>(
  frames: readonly Of[],
  { read, ordered }: PhaseAttribute,
): Valued<Of>[] | null {
  // Thousands of frames of one file may read the same elements.
  const known = new Map<ElementReader, string | number>();
  let last: ElementReader | null = null;
  for (const { frame } of frames) {
    const { elements } = frame.frame;
    if (elements === last || known.has(elements)) continue;
    last = elements;
    const value = read(frame);
    if (value === undefined) return null;
    known.set(elements, value);
  }
  if (new Set(known.values()).size < 2) return null;
  const valued = frames.flatMap((one): Valued<Of> | [] => {
    const value = known.get(one.frame.frame.elements);
    return value === undefined ? [] : { ...one, value };
  });
  if (!ordered) return valued;
  return valued.sort((a, b) => {
    if (a.value === b.value) return 0;
    return a.value < b.value ? -1 : 1;
  });
}

function decimal(tag: string): PhaseAttribute["read"] {
  return ({ frame }) => finite(frame.elements.decimals(tag)?.[0]);
}

function float(tag: string, bytes: 4 | 8): PhaseAttribute["read"] {
  return ({ frame }) => finite(frame.elements.floats(tag, bytes)?.[0]);
}

function finite(value: number | undefined): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** With the date, or midnight would come before the evening. */
function dateAndTime(date: string, time: string): PhaseAttribute["read"] {
  return ({ frame }) => {
    const clock = moment(frame.elements.text(time));
    return clock === undefined ? undefined : `${moment(frame.elements.text(date)) ?? ""} ${clock}`;
  };
}

/** A date or time whose text sorts as time does; an offset from UTC is the same throughout a series. */
function moment(text: string | undefined): string | undefined {
  return text?.replaceAll(":", "").trim() || undefined;
}
