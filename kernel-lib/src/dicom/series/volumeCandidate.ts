import { describedAs } from "../../describe";
import { count } from "../../words";
import { describeTag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import { transferSyntax, transferSyntaxName } from "../elements/transferSyntaxes";
import type { Frame } from "../image/frame";
import { describeFiles, type LoadWarning } from "../report/loadReport";
import { type DescribedVolume, describeVolume, type Orientation } from "./describeVolumes";
import type { SlicesElsewhere } from "./findSlicesElsewhere";
import { type FrameTraits, hasPlace, type Plane } from "./frameTraits";
import { measurePositions } from "./measurePositions";
import type { Part } from "./part";
import { sameEncoding } from "./removeCopies";

/** What may be loaded as one volume. Prints as one line without patient data. */
export interface VolumeCandidate extends DescribedVolume {
  /** Ascending along the normal where all have positions, else by file. */
  readonly frames: readonly Frame[];
  /** Left out as copies of one of the frames. */
  readonly duplicates: readonly Frame[];
  /** Localizers of the series, left out beside its volumes. */
  readonly excluded: readonly Frame[];
  /** Its frames of reference differ and were joined, so that they are not held against its slices. */
  readonly referenceJoined: boolean;
  /** Other volumes that hold slices where this one lacks them. */
  readonly elsewhere: readonly SlicesElsewhere[];
  readonly warnings: readonly LoadWarning[];
  /** Some slice says where in the patient it lies; without, a volume is listed and does not load. */
  readonly placed: boolean;
  /** Series Instance UID, or "". */
  readonly seriesKey: string;
  /** Series Description (0008,103E), or "". It may name a person, and is never printed unasked. */
  readonly description: string;
  /** Name of the transfer syntax, or of several. */
  readonly transferSyntax: string;
}

/** Largest angle to a plane of the body that still counts as that plane: gantries tilt by 30 degrees. */
const PLANE_COSINE = Math.cos(Math.PI / 6);
/** Largest share by which equal pixel spacings differ when written with other digits. */
const SPACING_SHARE = 1e-3;
const NO_SERIES: LoadWarning = {
  code: "SERIES_UID_MISSING",
  message: `the files have no ${describeTag(TAGS.SeriesInstanceUID)}, so that what they have in common decides`,
};

const UNPLACED = "no place in the patient";

/** The record of a candidate, with what can be told of it before its pixels are read. */
export function createVolumeCandidate(part: Part, elsewhere: readonly SlicesElsewhere[]): VolumeCandidate {
  const { frames, plane, mixed, phase, differs, excluded } = part;
  const { duplicates, reencoded } = copiesIn(part);
  const positions = plane && measurePositions(frames, plane);
  const sorted = positions
    ? frames
        .map((frame, i) => ({ frame, along: positions.along[i] }))
        .sort((a, b) => a.along - b.along)
        .map(({ frame }) => frame)
    : frames;
  const [first] = sorted;
  const kind = kindOf(frames);
  const syntaxes = distinct(frames.map(({ frame }) => frame.header.transferSyntax));
  const problems = [
    ...unread(syntaxes),
    ...(kind === "picture" ? [first.colour ? "colour" : UNPLACED] : geometryProblems(frames)),
    ...(mixed ? ["slices in several orientations"] : []),
    ...(positions && !mixed && positions.places < frames.length
      ? [`${count(frames.length - positions.places, "slice")} at the position of another`]
      : []),
  ];
  const candidate: VolumeCandidate = {
    kind,
    frames: sorted.map(({ frame }) => frame),
    duplicates: [...duplicates, ...reencoded].map(({ frame }) => frame),
    excluded: excluded.map(({ frame }) => frame),
    referenceJoined:
      distinct(frames.map((frame) => frame.frameOfReference).filter((uid) => uid !== "")).length > 1,
    elsewhere,
    warnings: [
      ...part.warnings,
      ...(first.seriesUid === "" ? [NO_SERIES] : []),
      ...leftOut("LOCALIZER_EXCLUDED", "localizers of the series", excluded),
      ...leftOut("DUPLICATE_REMOVED", "copies with the same place and pixels as another slice", duplicates),
      ...leftOut("DUPLICATE_REMOVED", "the same images in another transfer syntax", reencoded),
    ],
    placed: frames.some(hasPlace),
    seriesKey: first.seriesUid,
    seriesNumber: first.seriesNumber,
    description: first.frame.elements.text(TAGS.SeriesDescription) ?? "",
    slices: frames.length,
    rows: first.rows,
    columns: first.columns,
    spacing: [positions?.medianGap ?? null, first.pixelSpacing?.[0] ?? null, first.pixelSpacing?.[1] ?? null],
    orientation: orientationOf(plane),
    modality: first.modality,
    // Of slices that were joined some do not say.
    imageType: sorted.find(({ imageType }) => imageType.length > 0)?.imageType.slice(0, 3) ?? [],
    kernel: sorted.find(({ kernel }) => kernel !== "")?.kernel ?? "",
    phase,
    differs,
    transferSyntax: syntaxes.map(transferSyntaxName).join(", "),
    problem: problems.length === 0 ? null : problems.join("; "),
  };
  return describedAs(candidate, describeVolume);
}

/** Copies of its frames, those in another encoding apart. */
function copiesIn({ frames, copies }: Part): Record<"duplicates" | "reencoded", readonly FrameTraits[]> {
  const found = frames.flatMap((of) =>
    (copies.get(of) ?? []).map((copy) => ({ copy, same: sameEncoding(copy, of) })),
  );
  return {
    duplicates: found.filter(({ same }) => same).map(({ copy }) => copy),
    reencoded: found.filter(({ same }) => !same).map(({ copy }) => copy),
  };
}

/**
 * One frame with a place is enough for a volume: that others lack it is damage to be told of. A series that lost all
 * of its places is a volume too, or it would be passed over without a word.
 */
function kindOf(frames: readonly FrameTraits[]): VolumeCandidate["kind"] {
  const [{ localizer, colour, secondaryCapture }] = frames;
  if (localizer) return "localizer";
  if (colour) return "picture";
  if (frames.some(hasPlace)) return "volume";
  return secondaryCapture || frames.length === 1 ? "picture" : "volume";
}

function unread(syntaxes: readonly string[]): string[] {
  return syntaxes
    .filter((uid) => (transferSyntax(uid)?.encoding ?? null) === null)
    .map((uid) => `stored as ${transferSyntaxName(uid)}, which is not read`);
}

function geometryProblems(frames: readonly FrameTraits[]): string[] {
  if (!frames.some(hasPlace)) return [`${UNPLACED}: image position or orientation is missing in every slice`];
  const [first] = frames;
  const lacking = frames.filter((frame) => !hasPlace(frame) || frame.pixelSpacing === null).length;
  const matrices = distinct(frames.map(({ rows, columns }) => `${rows} x ${columns}`));
  const otherSpacing = frames.filter(({ pixelSpacing }) => !similar(pixelSpacing, first.pixelSpacing)).length;
  return [
    ...(lacking > 0
      ? [`${lacking} of ${frames.length} slices without position, orientation or pixel spacing`]
      : []),
    ...(matrices.length > 1 ? [`${matrices.length} matrix sizes`] : []),
    ...(otherSpacing > 0
      ? [`${count(otherSpacing, "slice")} with another pixel spacing than the first`]
      : []),
  ];
}

function similar(a: FrameTraits["pixelSpacing"], b: FrameTraits["pixelSpacing"]): boolean {
  if (a === null || b === null) return true;
  return a.every((mm, axis) => Math.abs(mm - b[axis]) <= SPACING_SHARE * b[axis]);
}

function orientationOf(plane: Plane | null): Orientation {
  if (plane === null) return "unknown";
  const axis = plane.normal.findIndex((cosine) => Math.abs(cosine) >= PLANE_COSINE);
  return (["sagittal", "coronal", "axial"] as const)[axis] ?? "oblique";
}

function leftOut(code: LoadWarning["code"], what: string, frames: readonly FrameTraits[]): LoadWarning[] {
  if (frames.length === 0) return [];
  const files = describeFiles(distinct(frames.map(({ frame }) => frame.file.label)));
  return [{ code, message: `${what} left out: ${frames.length} (${files})` }];
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
