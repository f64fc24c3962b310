import type { ElementReader } from "../elements/elementReader";
import type { DecimalVr, NamedTag, Tag, TextVr } from "../elements/tag";
import { TAGS } from "../elements/tags";
import type { FrameTraits } from "./frameTraits";

/** Something by which frames at one place may be told apart. */
export interface PhaseAttribute {
  /** Plain name, as it is printed. */
  readonly name: string;
  /** What it is read from; named in `join`, it tells nothing apart. */
  readonly tag: NamedTag;
  /** Whether frames sorted by it may be cut into equal phases: a number that counts, a time. */
  readonly ordered: boolean;
  /** Whether it is one and the same throughout a pass over the patient, so that frames of two passes differ in it. */
  readonly ofPass: boolean;
  /** Whether it is of a series as a whole, so that ranges that do not meet are two volumes. @default false */
  readonly ofSeries?: boolean;
  /** Whether its values are phases in their own order, though not cut into blocks. @default as `ordered` */
  readonly ascending?: boolean;
  /** The value of a frame; undefined where it has none. */
  readonly read: (frame: FrameTraits) => string | number | undefined;
}

/** Kinds of attributes: a number that counts; something that is the same throughout a pass; of each slice. */
const COUNTED = { ordered: true, ofPass: true };
const KIND = { ordered: false, ofPass: true };
const OF_SERIES = { ordered: false, ofPass: true, ofSeries: true };
const OF_SLICE = { ordered: true, ofPass: false };
const FORMAT = { ordered: false, ofPass: false };

/** In the order in which they are asked. Source of the tags: DICOM PS3.6 section 6. */
export const PHASE_ATTRIBUTES: readonly PhaseAttribute[] = [
  // What states a phase says so best.
  decimal("temporal position", TAGS.TemporalPositionIdentifier, COUNTED),
  long("temporal position", TAGS.TemporalPositionIndex, COUNTED),
  float("temporal position", TAGS.TemporalPositionTimeOffset, COUNTED),
  float("cardiac phase", TAGS.NominalPercentageOfCardiacPhase, COUNTED),
  decimal("acquisition", TAGS.AcquisitionNumber, COUNTED),
  short("acquisition", TAGS.FrameAcquisitionNumber, COUNTED),
  decimal("trigger time", TAGS.TriggerTime, COUNTED),
  float("trigger time", TAGS.NominalCardiacTriggerDelayTime, COUNTED),
  // What MR images are weighted by.
  float("diffusion b-value", TAGS.DiffusionBValue, COUNTED),
  vector("gradient direction", TAGS.DiffusionGradientOrientation, KIND),
  decimal("echo number", TAGS.EchoNumbers, COUNTED),
  decimal("echo time", TAGS.EchoTime, COUNTED),
  float("echo time", TAGS.EffectiveEchoTime, COUNTED),
  decimal("inversion time", TAGS.InversionTime, COUNTED),
  decimal("flip angle", TAGS.FlipAngle, COUNTED),
  // What differs between reconstructions of one scan. A contrast agent that is not named was not given.
  text("contrast agent", TAGS.ContrastBolusAgent, KIND, ""),
  text("contrast phase", TAGS.ContrastBolusAgentPhase, KIND),
  {
    name: "image type",
    tag: TAGS.ImageType,
    ...KIND,
    read: ({ imageType }) => imageType.join("\\") || undefined,
  },
  { name: "matrix", tag: TAGS.Rows, ...FORMAT, read: ({ rows, columns }) => `${rows} x ${columns}` },
  {
    name: "pixel spacing",
    tag: TAGS.PixelSpacing,
    ...FORMAT,
    read: ({ pixelSpacing }) => pixelSpacing?.map((mm) => mm.toPrecision(4)).join(" x "),
  },
  decimal("slice thickness", TAGS.SliceThickness, KIND),
  decimal("tube voltage", TAGS.KVP, KIND),
  text("filter type", TAGS.FilterType, KIND, ""),
  decimal("reconstruction diameter", TAGS.ReconstructionDiameter, KIND),
  // Reconstructions that were put under one Series Instance UID.
  decimal("series number", TAGS.SeriesNumber, { ...OF_SERIES, ordered: true }),
  text("series description", TAGS.SeriesDescription, OF_SERIES, ""),
  // Times differ from slice to slice as well, and say less.
  time("acquisition time", TAGS.FrameAcquisitionDateTime),
  time("acquisition time", TAGS.AcquisitionDateTime),
  time("acquisition time", TAGS.AcquisitionTime, TAGS.AcquisitionDate),
  time("reference time", TAGS.FrameReferenceDateTime),
  time("content time", TAGS.ContentTime, TAGS.ContentDate),
  time("series time", TAGS.SeriesTime),
  // The order in which the scanner counted.
  decimal("instance number", TAGS.InstanceNumber, OF_SLICE),
];

/** A frame with the value of an attribute. */
export type Valued<Of> = Of & { readonly value: string | number };

/**
 * Frames with the value that each has of the attribute, ascending where that has a meaning; null when one has none,
 * or all have the same.
 */
export function withValues<Of extends { readonly frame: FrameTraits }>(
  frames: readonly Of[],
  { read, ordered, ascending = ordered }: PhaseAttribute,
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
  if (!ascending) return valued;
  return valued.sort((a, b) => {
    if (a.value === b.value) return 0;
    return a.value < b.value ? -1 : 1;
  });
}

type Kind = Pick<PhaseAttribute, "ordered" | "ofPass" | "ofSeries">;

function decimal(name: string, tag: NamedTag<DecimalVr>, kind: Kind): PhaseAttribute {
  return { name, tag, ...kind, read: ({ frame }) => finite(frame.elements.decimals(tag)?.[0]) };
}

function float(name: string, tag: NamedTag<"FD" | "FL">, kind: Kind): PhaseAttribute {
  return { name, tag, ...kind, read: ({ frame }) => finite(frame.elements.floats(tag)?.[0]) };
}

function vector(name: string, tag: NamedTag<"FD" | "FL">, kind: Kind): PhaseAttribute {
  return { name, tag, ...kind, read: ({ frame }) => frame.elements.floats(tag)?.join("\\") };
}

function short(name: string, tag: NamedTag<"US">, kind: Kind): PhaseAttribute {
  return { name, tag, ...kind, read: ({ frame }) => frame.elements.uint16(tag) };
}

function long(name: string, tag: NamedTag<"UL">, kind: Kind): PhaseAttribute {
  return { name, tag, ...kind, read: ({ frame }) => frame.elements.uint32(tag) };
}

/** @param absent - what a frame without the text counts as. */
function text(name: string, tag: NamedTag<TextVr>, kind: Kind, absent?: string): PhaseAttribute {
  return { name, tag, ...kind, read: ({ frame }) => frame.elements.text(tag) ?? absent };
}

/** A time of a slice: with its date, or midnight would come before the evening. */
function time(name: string, tag: NamedTag<TextVr>, date?: Tag<TextVr>): PhaseAttribute {
  const read = ({ frame: { elements } }: FrameTraits) => {
    const clock = moment(elements.text(tag));
    if (clock === undefined || date === undefined) return clock;
    return `${moment(elements.text(date)) ?? ""} ${clock}`;
  };
  return { name, tag, ...OF_SLICE, read };
}

function finite(value: number | undefined): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** A date or time whose text sorts as time does; an offset from UTC is the same throughout a series. */
function moment(text: string | undefined): string | undefined {
  return text?.replaceAll(":", "").trim() || undefined;
}
