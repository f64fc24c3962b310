/**
 * What the kernel says to the page, and what both sides must work out alike: MIME names, payloads and the guards that
 * read them on arrival, windows, and where a voxel lies. Exported as `tslab-dicom/contract`. Nothing in this folder
 * imports anything outside it, so that the lab extension bundles this folder and nothing else of the library.
 * Binary fields are base64; "deflated" is zlib (RFC 1950), little endian, row-major.
 */

export { type Affine, findSliceNormal, locateSlice, locateVoxel, type PatientPoint } from "./affine";
export { CT_WINDOWS, type CtWindowName } from "./ctWindows";
export {
  applyWindow,
  type DisplayWindow,
  findWidthProblem,
  findWindowEnds,
  fitWindow,
  WINDOW_SHAPES,
  type WindowShape,
} from "./displayWindow";
export { isRecord } from "./fieldChecks";
export type { FramesPayload } from "./framesPayload";
export { PLOTLY_MIME, VIEWER_MIME } from "./mimeTypes";
export type { Reading } from "./reading";
export type { ExactSlice, OverlayPayload, SlicesPayload, SlicesPreview } from "./slicesPayload";
export { readViewerPayload, type ViewerPayload } from "./viewerPayload";
