import type { ElementReader } from "../elements/elementReader";
import type { DecimalVr, Tag, TextVr } from "../elements/tag";
import { TAGS } from "../elements/tags";
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
  { name: "temporal position", ordered: true, ofPass: true, read: decimal(TAGS.TemporalPositionIdentifier) },
  {
    name: "temporal position",
    ordered: true,
    ofPass: true,
    read: ({ frame }) => frame.elements.uint32(TAGS.TemporalPositionIndex),
  },
  { name: "temporal position", ordered: true, ofPass: true, read: float(TAGS.TemporalPositionTimeOffset) },
  { name: "cardiac phase", ordered: true, ofPass: true, read: float(TAGS.NominalPercentageOfCardiacPhase) },
  { name: "acquisition", ordered: true, ofPass: true, read: decimal(TAGS.AcquisitionNumber) },
  {
    name: "acquisition",
    ordered: true,
    ofPass: true,
    read: ({ frame }) => frame.elements.uint16(TAGS.FrameAcquisitionNumber),
  },
  { name: "trigger time", ordered: true, ofPass: true, read: decimal(TAGS.TriggerTime) },
  { name: "trigger time", ordered: true, ofPass: true, read: float(TAGS.NominalCardiacTriggerDelayTime) },
  {
    name: "contrast agent",
    ordered: false,
    ofPass: true,
    read: ({ frame }) => frame.elements.text(TAGS.ContrastBolusAgent) ?? "",
  },
  {
    name: "contrast phase",
    ordered: false,
    ofPass: true,
    read: ({ frame }) => frame.elements.text(TAGS.ContrastBolusAgentPhase),
  },
  { name: "image type", ordered: false, ofPass: true, read: ({ imageType }) => imageType.join("\\") },
  { name: "matrix", ordered: false, ofPass: false, read: ({ rows, columns }) => `${rows} x ${columns}` },
  {
    name: "pixel spacing",
    ordered: false,
    ofPass: false,
    read: ({ pixelSpacing }) => pixelSpacing?.map((mm) => mm.toPrecision(4)).join(" x "),
  },
  { name: "slice thickness", ordered: false, ofPass: true, read: decimal(TAGS.SliceThickness) },
  { name: "tube voltage", ordered: false, ofPass: true, read: decimal(TAGS.KVP) },
  {
    name: "acquisition time",
    ordered: true,
    ofPass: false,
    read: ({ frame }) => moment(frame.elements.text(TAGS.FrameAcquisitionDateTime)),
  },
  {
    name: "acquisition time",
    ordered: true,
    ofPass: false,
    read: ({ frame }) => moment(frame.elements.text(TAGS.AcquisitionDateTime)),
  },
  {
    name: "acquisition time",
    ordered: true,
    ofPass: false,
    read: dateAndTime(TAGS.AcquisitionDate, TAGS.AcquisitionTime),
  },
  {
    name: "reference time",
    ordered: true,
    ofPass: false,
    read: ({ frame }) => moment(frame.elements.text(TAGS.FrameReferenceDateTime)),
  },
  {
    name: "content time",
    ordered: true,
    ofPass: false,
    read: dateAndTime(TAGS.ContentDate, TAGS.ContentTime),
  },
  { name: "instance number", ordered: true, ofPass: false, read: decimal(TAGS.InstanceNumber) },
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

function decimal(tag: Tag<DecimalVr>): PhaseAttribute["read"] {
  return ({ frame }) => finite(frame.elements.decimals(tag)?.[0]);
}

function float(tag: Tag<"FD" | "FL">): PhaseAttribute["read"] {
  return ({ frame }) => finite(frame.elements.floats(tag)?.[0]);
}

function finite(value: number | undefined): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** With the date, or midnight would come before the evening. */
function dateAndTime(date: Tag<TextVr>, time: Tag<TextVr>): PhaseAttribute["read"] {
  return ({ frame }) => {
    const clock = moment(frame.elements.text(time));
    return clock === undefined ? undefined : `${moment(frame.elements.text(date)) ?? ""} ${clock}`;
  };
}

/** A date or time whose text sorts as time does; an offset from UTC is the same throughout a series. */
function moment(text: string | undefined): string | undefined {
  return text?.replaceAll(":", "").trim() || undefined;
}
