import type { FrameTraits } from "./frameTraits";

/** Something by which frames at one place may be told apart. */
export interface PhaseAttribute {
  /** Plain name, as it is printed. */
  readonly name: string;
  /** Whether frames sorted by it may be cut into equal phases: a number that counts, a time. */
  readonly ordered: boolean;
  /** The value of a frame; undefined where it has none. */
  readonly read: (frame: FrameTraits) => string | number | undefined;
}

/**
 * In the order in which they are asked: what states a phase, what differs between reconstructions of one
 * scan, times, and at last the order in which the scanner counted. Source of the tags: DICOM PS3.6 section 6.
 */
export const PHASE_ATTRIBUTES: readonly PhaseAttribute[] = [
  { name: "temporal position", ordered: true, read: decimal("x00200100") },
  { name: "temporal position", ordered: true, read: ({ frame }) => frame.elements.uint32("x00209128") },
  { name: "temporal position", ordered: true, read: float("x0020930d", 8) },
  { name: "cardiac phase", ordered: true, read: float("x00209241", 4) },
  { name: "acquisition", ordered: true, read: decimal("x00200012") },
  { name: "acquisition", ordered: true, read: ({ frame }) => frame.elements.uint16("x00209156") },
  { name: "trigger time", ordered: true, read: decimal("x00181060") },
  { name: "trigger time", ordered: true, read: float("x00209153", 8) },
  { name: "contrast agent", ordered: false, read: ({ frame }) => frame.elements.text("x00180010") ?? "" },
  { name: "contrast phase", ordered: false, read: ({ frame }) => frame.elements.text("x00189344") },
  { name: "image type", ordered: false, read: ({ imageType }) => imageType.join("\\") },
  { name: "matrix", ordered: false, read: ({ rows, columns }) => `${rows} x ${columns}` },
  {
    name: "pixel spacing",
    ordered: false,
    read: ({ pixelSpacing }) => pixelSpacing?.map((mm) => mm.toPrecision(4)).join(" x "),
  },
  { name: "slice thickness", ordered: false, read: decimal("x00180050") },
  { name: "tube voltage", ordered: false, read: decimal("x00180060") },
  { name: "acquisition time", ordered: true, read: ({ frame }) => moment(frame.elements.text("x00189074")) },
  { name: "acquisition time", ordered: true, read: ({ frame }) => moment(frame.elements.text("x0008002a")) },
  { name: "acquisition time", ordered: true, read: dateAndTime("x00080022", "x00080032") },
  { name: "reference time", ordered: true, read: ({ frame }) => moment(frame.elements.text("x00189151")) },
  { name: "content time", ordered: true, read: dateAndTime("x00080023", "x00080033") },
  { name: "instance number", ordered: true, read: decimal("x00200013") },
];

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
