import type { ElementReader } from "../elements/elementReader";
import { type DecimalVr, describeTag, type NamedTag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import { EXPORT_AGAIN, UnreadableError } from "../source/unreadableError";

/** What becomes of a slice whose tag is absent, or whose tag cannot be read. */
export type Need =
  /** Refused for either. */
  | "always"
  /** As without it where it is absent, refused where it cannot be read. */
  | "where present"
  /** As "where present" in the tutorial's order, which sorts by it; else as "never". */
  | "tutorial"
  /** As without it for either; the second with a warning. */
  | "never";

/** Who asks: the tutorial's order needs more of a slice than a volume does. */
export type Asker = "volume" | "tutorial";

export interface SliceNumber {
  readonly tag: NamedTag<DecimalVr>;
  /** Values that must be there. */
  readonly values: number;
  readonly need: Need;
}

type SliceNumberName =
  | ("position" | "orientation" | "pixelSpacing" | "slope" | "intercept" | "instanceNumber" | "sliceLocation")
  | ("sliceThickness" | "spacingBetweenSlices" | "gantryTilt" | "windowCentre" | "windowWidth" | "frames");

/** The numbers that a slice has as text, and what each is needed for. */
export const SLICE_NUMBERS: Readonly<Record<SliceNumberName, SliceNumber>> = {
  // Where the slice lies.
  position: { tag: TAGS.ImagePositionPatient, values: 3, need: "always" },
  orientation: { tag: TAGS.ImageOrientationPatient, values: 6, need: "always" },
  pixelSpacing: { tag: TAGS.PixelSpacing, values: 2, need: "always" },
  // What its values mean: without them they are as they are stored, in no unit.
  slope: { tag: TAGS.RescaleSlope, values: 1, need: "where present" },
  intercept: { tag: TAGS.RescaleIntercept, values: 1, need: "where present" },
  // What the tutorial sorts by and asks for; else the first is compared with the positions.
  instanceNumber: { tag: TAGS.InstanceNumber, values: 1, need: "tutorial" },
  sliceLocation: { tag: TAGS.SliceLocation, values: 1, need: "tutorial" },
  // What is compared with the positions.
  sliceThickness: { tag: TAGS.SliceThickness, values: 1, need: "never" },
  spacingBetweenSlices: { tag: TAGS.SpacingBetweenSlices, values: 1, need: "never" },
  gantryTilt: { tag: TAGS.GantryDetectorTilt, values: 1, need: "never" },
  // How it is shown.
  windowCentre: { tag: TAGS.WindowCenter, values: 1, need: "never" },
  windowWidth: { tag: TAGS.WindowWidth, values: 1, need: "never" },
  // How many frames its file has: one, where that is not said.
  frames: { tag: TAGS.NumberOfFrames, values: 1, need: "never" },
};

/** Something about a tag that was read all the same. */
export interface TagDoubt {
  readonly code: "TAG_UNREADABLE" | "DECIMAL_COMMA";
  /** The tag's name and number. */
  readonly tag: string;
  /** One sentence without patient data. */
  readonly message: string;
}

/**
 * The first value of a tag; null where it is absent, or cannot be read and is not needed.
 *
 * @throws UnreadableError where it cannot be read and is needed.
 */
export function readNumber(elements: ElementReader, number: SliceNumber, asker: Asker): number | null {
  const value = elements.decimals(number.tag)?.[0];
  if (value === undefined || Number.isFinite(value)) return value ?? null;
  if (!isNeeded(number, asker)) return null;
  throw new UnreadableError(`${describeTag(number.tag)} is not a number`, EXPORT_AGAIN);
}

/**
 * The values of a tag that every slice needs.
 *
 * @param absentRemedy - what to do where it is absent.
 * @throws UnreadableError where it is absent, or holds fewer numbers or other text.
 */
export function readNeededNumbers(
  elements: ElementReader,
  { tag, values: length }: SliceNumber,
  absentRemedy: string,
): number[] {
  const name = describeTag(tag);
  const values = elements.decimals(tag);
  if (values === undefined) {
    throw new UnreadableError(
      `${name} is missing or empty, and a volume cannot be placed in the patient without it`,
      { remedy: absentRemedy },
    );
  }
  const numbers = values.filter(Number.isFinite);
  if (numbers.length === values.length && numbers.length >= length) return values;
  throw new UnreadableError(
    `${name} must hold ${length} numbers; found ${numbers.length} that can be read`,
    EXPORT_AGAIN,
  );
}

/** The slice's tags that hold no number and are taken to be absent, and those that are read with decimal commas. */
export function findTagDoubts(elements: ElementReader, asker: Asker): TagDoubt[] {
  const doubts: TagDoubt[] = [];
  for (const number of Object.values(SLICE_NUMBERS)) {
    const { tag: entry } = number;
    const values = elements.decimals(entry)?.slice(0, number.values);
    if (values === undefined) continue;
    const tag = describeTag(entry);
    if (!values.every(Number.isFinite)) {
      if (isNeeded(number, asker)) continue;
      const message = `${tag} is not a number and is taken to be absent`;
      doubts.push({ code: "TAG_UNREADABLE", tag, message });
      continue;
    }
    const texts = elements.text(entry)?.split("\\") ?? [];
    const at = values.findIndex((_, i) => texts[i]?.includes(","));
    if (at < 0) continue;
    const message = `${tag} is written with decimal commas: "${texts[at].trim()}" is read as ${values[at]}`;
    doubts.push({ code: "DECIMAL_COMMA", tag, message });
  }
  return doubts;
}

function isNeeded({ need }: SliceNumber, asker: Asker): boolean {
  return need === "tutorial" ? asker === "tutorial" : need !== "never";
}
