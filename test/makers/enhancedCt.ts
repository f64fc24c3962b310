import { SECRETS } from "./ctSeries";
import { dicomFile, type Elements, type SequenceOptions, sequence } from "./dicomFile";
import {
  AXIAL,
  type LatticeSliceSpec,
  latticeValues,
  MATRIX,
  STEP,
  sliceOrigin,
  tidy,
} from "./latticeSlices";

/** One frame: a slice of the lattice, with its own rescale and tags of its own groups. */
export interface EnhancedFrame extends Omit<LatticeSliceSpec, "rows" | "columns" | "elements"> {
  /** Slice of the lattice. */
  number: number;
  /** Elements of its Frame Content Sequence: stack, temporal position, acquisition time. */
  content?: Elements;
  /** More functional groups of the frame. */
  groups?: Elements;
}

export interface EnhancedOptions {
  /** How all sequences say where they end. @default "defined" */
  lengths?: SequenceOptions["lengths"];
  /** Leaves out the functional groups, which hold all of the geometry. @default true */
  groups?: boolean;
  /** Number of the object within its series. @default 0 */
  instance?: number;
  /** Elements that replace or, with null, remove those of the data set. */
  elements?: Elements;
}

export const ENHANCED_CT_STORAGE = "1.2.840.10008.5.1.4.1.1.2.1";

/**
 * An enhanced multi-frame CT object, DICOM PS3.3 A.38: pixel spacing in the shared functional groups; position,
 * orientation and rescale in those of each frame.
 */
export function enhancedCt(frames: readonly EnhancedFrame[], options: EnhancedOptions = {}): Buffer {
  const { lengths = "defined", groups = true, instance = 0, elements = {} } = options;
  const item = (item: Elements) => ["SQ", sequence([item], { lengths })] as const;
  const stored = frames.flatMap(({ number, ...spec }) => latticeValues(number, spec));
  const shared: Elements = {
    "00289110": item({ "00180050": ["DS", "3"], "00280030": ["DS", `${STEP.rows}\\${STEP.columns}`] }),
  };
  const perFrame = frames.map((frame) => frameGroups(frame, item));
  return dicomFile({
    "00080008": ["CS", "ORIGINAL\\PRIMARY\\VOLUME\\NONE"],
    "00080016": ["UI", ENHANCED_CT_STORAGE],
    "00080018": ["UI", `${SECRETS[3]}.1.10${instance}`],
    "00080060": ["CS", "CT"],
    "00100010": ["PN", SECRETS[0]],
    "00100020": ["LO", SECRETS[1]],
    "0020000D": ["UI", `${SECRETS[3]}.0`],
    "0020000E": ["UI", `${SECRETS[3]}.1`],
    "00200013": ["IS", String(instance + 1)],
    "00200052": ["UI", `${SECRETS[3]}.9`],
    "00280002": ["US", 1],
    "00280004": ["CS", "MONOCHROME2"],
    "00280008": ["IS", String(frames.length)],
    "00280010": ["US", MATRIX.rows],
    "00280011": ["US", MATRIX.columns],
    "00280100": ["US", 16],
    "00280101": ["US", 16],
    "00280102": ["US", 15],
    "00280103": ["US", 1],
    ...(groups && {
      "52009229": ["SQ", sequence([shared], { lengths })],
      "52009230": ["SQ", sequence(perFrame, { lengths })],
    }),
    "7FE00010": ["OW", stored],
    ...elements,
  });
}

function frameGroups(
  {
    number,
    lattice = AXIAL,
    slope = 1,
    intercept = -1024,
    content = {},
    groups = {},
    ...spec
  }: EnhancedFrame,
  item: (item: Elements) => Elements[string],
): Elements {
  const { rowDirection, columnDirection } = { ...lattice, ...spec };
  const position = tidy(spec.position ?? sliceOrigin(lattice, number * STEP.slices));
  return {
    "00209111": item({ "00189151": ["DT", "20240131100000"], ...content }),
    "00209113": item({ "00200032": ["DS", position.join("\\")] }),
    "00209116": item({ "00200037": ["DS", [...rowDirection, ...columnDirection].join("\\")] }),
    "00289145": item({
      "00281052": ["DS", String(intercept)],
      "00281053": ["DS", String(slope)],
      "00281054": ["LO", "HU"],
    }),
    ...groups,
  };
}
