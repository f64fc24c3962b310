/** Where a functional group keeps an attribute: the macro's sequence, and the attribute's tag in its item. */
export interface MacroEntry {
  readonly sequence: string;
  readonly tag: string;
}

/** Attributes by the sequence of their macro. Source: DICOM PS3.3 C.7.6.16.2 and, for CT, C.8.15.3. */
const MACROS: Readonly<Record<string, readonly string[]>> = {
  x00209113: ["x00200032"], // Plane Position: Image Position
  x00209116: ["x00200037"], // Plane Orientation: Image Orientation
  x00289110: ["x00280030", "x00180050", "x00180088"], // Pixel Measures: spacing, thickness, spacing between slices
  x00289145: ["x00281052", "x00281053", "x00281054"], // Pixel Value Transformation: intercept, slope, type
  x00289132: ["x00281050", "x00281051", "x00281055", "x00281056", "x00283010"], // Frame VOI LUT: windows, tables
  x00209111: [
    "x00209056", // Frame Content: Stack ID
    "x00209057", // In-Stack Position Number
    "x00209128", // Temporal Position Index
    "x00209156", // Frame Acquisition Number
    "x00209157", // Dimension Index Values
    "x00189074", // Frame Acquisition DateTime
    "x00189151", // Frame Reference DateTime
    "x00189220", // Frame Acquisition Duration
  ],
  x00189118: ["x00209241", "x00209153"], // Cardiac Synchronization: percentage of phase, trigger delay
  x00209310: ["x0020930d"], // Temporal Position: time offset
  x00189341: ["x00189342", "x00189344"], // Contrast/Bolus Usage: agent administered, phase
  x00189314: ["x00181210", "x00181100", "x00189315", "x00189316", "x00189322"], // CT Reconstruction: kernel, field of view
  x00189304: ["x00181120", "x00181140", "x00189305", "x00189306", "x00189307"], // CT Acquisition Details: tilt, rotation
  x00189325: ["x00180060", "x00181160", "x00181190"], // CT X-Ray Details: tube voltage, filter, focal spots
};

/** Frame Type, by the macros that hold it for CT, MR, PET and parametric maps. */
const FRAME_TYPE_MACROS = ["x00189329", "x00189226", "x00189751", "x00409092"];

/** Frame Type, and Image Type of classic images, whose terms it shares. Source: DICOM PS3.3 C.8.16.1. */
const FRAME_TYPE = "x00089007";
const IMAGE_TYPE = "x00080008";

/** Where functional groups keep an attribute that a classic image keeps in its data set, by its tag there. */
export const FUNCTIONAL_GROUP_MACROS: ReadonlyMap<string, readonly MacroEntry[]> = new Map([
  ...Object.entries(MACROS).flatMap(([sequence, tags]) => tags.map((tag) => entry(tag, [{ sequence, tag }]))),
  ...[FRAME_TYPE, IMAGE_TYPE].map((tag) =>
    entry(
      tag,
      FRAME_TYPE_MACROS.map((sequence) => ({ sequence, tag: FRAME_TYPE })),
    ),
  ),
]);

function entry(tag: string, places: readonly MacroEntry[]): [string, readonly MacroEntry[]] {
  return [tag, places];
}
