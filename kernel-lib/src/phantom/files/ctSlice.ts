import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { EXPLICIT_VR_LITTLE_ENDIAN } from "../../dicom/elements/transferSyntaxes";
import { HU } from "../paint/tissue";

/** What one slice of the synthetic series needs beside what all its slices share. */
export interface CtSlice {
  /** HU of one slice, row-major. */
  readonly hu: Int16Array;
  readonly rows: number;
  readonly columns: number;
  /** Centre of the first pixel in LPS mm. */
  readonly position: readonly [x: number, y: number, z: number];
  /** Millimetres between slices, rows and columns. */
  readonly spacing: readonly [number, number, number];
  readonly instanceNumber: number;
  /** A text that is the same for all slices of a series and for no other series: its UIDs follow from it. */
  readonly seriesKey: string;
  /** Direction cosines of the rows, then of the columns. @default axial: [1, 0, 0, 0, 1, 0] */
  readonly orientation?: readonly number[];
  /** HU of the padding; null where there is none. @default -3024 */
  readonly padding?: number | null;
  /** What is scanned. @default "chest" */
  readonly region?: string;
  /** In mm. @default the distance between slices */
  readonly sliceThickness?: number;
  /** @default 1 */
  readonly seriesNumber?: number;
  /** Convolution kernel. @default "STANDARD" */
  readonly kernel?: string;
  /** Values 1 to 3 of the image type. @default ["ORIGINAL", "PRIMARY", "AXIAL"] */
  readonly imageType?: readonly string[];
}

interface Element {
  readonly vr: string;
  readonly Value: readonly unknown[];
}

type DataSet = Record<string, Element>;

interface DcmjsLog {
  getLevel(): number;
  setLevel(level: number | "silent", persist: boolean): void;
}

/** The part of dcmjs, which has no types of its own, that is used here. */
interface Dcmjs {
  readonly data: { readonly DicomDict: new (meta: DataSet) => { dict: DataSet; write(): ArrayBuffer } };
  readonly log: DcmjsLog & { getLogger(name: string): DcmjsLog };
}

const CT_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.2";
const RESCALE_INTERCEPT = -1024;

/**
 * One slice as the bytes of a DICOM Part 10 file: a CT Image (DICOM PS3.3 A.3), explicit VR little endian, signed
 * 16 bit, stored value = HU + 1024, padding stored as -2000 by default.
 */
export function ctSliceFile(slice: CtSlice): Uint8Array {
  // Loaded on the first call: nobody who reads their own series should wait for it.
  const dcmjs = createRequire(__filename)("dcmjs") as Dcmjs;
  const loggers = [dcmjs.log, dcmjs.log.getLogger("validation.dcmjs")];
  const levels = loggers.map((logger) => logger.getLevel());
  for (const logger of loggers) logger.setLevel("silent", false);
  try {
    const file = new dcmjs.data.DicomDict(fileMeta(slice));
    file.dict = { ...commonElements(slice), ...imageElements(slice) };
    return new Uint8Array(file.write());
  } finally {
    for (const [i, logger] of loggers.entries()) logger.setLevel(levels[i], false);
  }
}

/** A UID under 2.25 (DICOM PS3.5 B.2) that follows from a text, as a name-based UUID does. */
export function uidFrom(text: string): string {
  const bytes = createHash("sha256").update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x80; // version 8: the bits are the maker's own, RFC 9562
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return `2.25.${BigInt(`0x${bytes.toString("hex")}`)}`;
}

function fileMeta({ seriesKey, instanceNumber }: CtSlice): DataSet {
  return {
    "00020001": { vr: "OB", Value: [Uint8Array.of(0, 1).buffer] },
    "00020002": text("UI", CT_IMAGE_STORAGE),
    "00020003": text("UI", uidFrom(`${seriesKey} instance ${instanceNumber}`)),
    "00020010": text("UI", EXPLICIT_VR_LITTLE_ENDIAN.uid),
    "00020012": text("UI", uidFrom("tslab-dicom phantom")),
    "00020013": text("SH", "TSLAB_DICOM"),
  };
}

/** Patient, study, series, frame of reference and equipment: DICOM PS3.3 C.7.1 to C.7.5. */
function commonElements(slice: CtSlice): DataSet {
  const {
    seriesKey,
    instanceNumber,
    seriesNumber = 1,
    region = "chest",
    kernel = "STANDARD",
    imageType = ["ORIGINAL", "PRIMARY", "AXIAL"],
  } = slice;
  return {
    "00080008": text("CS", ...imageType),
    "00080016": text("UI", CT_IMAGE_STORAGE),
    "00080018": text("UI", uidFrom(`${seriesKey} instance ${instanceNumber}`)),
    "00080020": text("DA", "20200101"),
    "00080030": text("TM", "120000"),
    "00080050": text("SH"),
    "00080060": text("CS", "CT"),
    "00080070": text("LO", "tslab-dicom"),
    "00080090": text("PN"),
    "0008103E": text("LO", "Synthetic thorax"),
    "00081090": text("LO", "Thorax phantom"),
    "00100010": text("PN", "Phantom^Thorax"),
    "00100020": text("LO", "PHANTOM"),
    "00100030": text("DA"),
    "00100040": text("CS"),
    "00180015": text("CS", region.toUpperCase()),
    "00180060": text("DS", "120"),
    "00181210": text("SH", kernel),
    "00185100": text("CS", "HFS"),
    "0020000D": text("UI", uidFrom(`${seriesKey} study`)),
    "0020000E": text("UI", uidFrom(`${seriesKey} series`)),
    "00200010": text("SH", "1"),
    "00200011": text("IS", String(seriesNumber)),
    "00200012": text("IS", "1"),
    "00200052": text("UI", uidFrom(`${seriesKey} frame of reference`)),
    "00201040": text("LO"),
    // Says that the image is of a phantom: General Image module, C.7.6.1.
    "00280300": text("CS", "YES"),
    "00280301": text("CS", "NO"),
  };
}

/** Image plane, pixels, rescale and windows: DICOM PS3.3 C.7.6.2, C.7.6.3, C.8.2.1, C.11.2. */
function imageElements(slice: CtSlice): DataSet {
  const { hu, rows, columns, position, spacing, instanceNumber, orientation = [1, 0, 0, 0, 1, 0] } = slice;
  const { padding = HU.padding, sliceThickness = spacing[0] } = slice;
  const stored = hu.map((value) => value - RESCALE_INTERCEPT);
  return {
    "00180050": text("DS", decimal(sliceThickness)),
    "00200013": text("IS", String(instanceNumber)),
    "00200032": text("DS", ...position.map(decimal)),
    "00200037": text("DS", ...orientation.map(decimal)),
    "00201041": text("DS", decimal(position[2])),
    "00280002": { vr: "US", Value: [1] },
    "00280004": text("CS", "MONOCHROME2"),
    "00280010": { vr: "US", Value: [rows] },
    "00280011": { vr: "US", Value: [columns] },
    "00280030": text("DS", decimal(spacing[1]), decimal(spacing[2])),
    "00280100": { vr: "US", Value: [16] },
    "00280101": { vr: "US", Value: [16] },
    "00280102": { vr: "US", Value: [15] },
    "00280103": { vr: "US", Value: [1] },
    ...(padding !== null && { "00280120": { vr: "SS", Value: [padding - RESCALE_INTERCEPT] } }),
    "00281050": text("DS", "-600", "40"),
    "00281051": text("DS", "1500", "400"),
    "00281052": text("DS", String(RESCALE_INTERCEPT)),
    "00281053": text("DS", "1"),
    "00281054": text("LO", "HU"),
    "00281055": text("LO", "LUNG", "MEDIASTINUM"),
    "7FE00010": { vr: "OW", Value: [stored.buffer] },
  };
}

function text(vr: string, ...values: string[]): Element {
  return { vr, Value: values };
}

/** A number as a decimal string, as exact as 16 characters allow (DICOM PS3.5 6.2). */
function decimal(value: number): string {
  for (let digits = 16; ; digits--) {
    const shown = String(Number(value.toPrecision(digits)));
    if (shown.length <= 16) return shown;
  }
}
