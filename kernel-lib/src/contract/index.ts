/**
 * What the kernel says to the page, and what both sides must work out alike: MIME names, payloads and the guards that
 * read them on arrival, windows, and where a voxel lies. Exported as `tslab-dicom/contract`. Nothing in this folder
 * imports anything outside it, so that the lab extension bundles this folder and nothing else of the library.
 * Binary fields are base64; "deflated" is zlib (RFC 1950), little endian, row-major.
 */

export {
  type Affine,
  findDirection,
  findSliceNormal,
  locateSlice,
  locateVoxel,
  type PatientPoint,
} from "./affine";
export { COLOR_MAP_NAMES, type ColorMapName, readColorMap } from "./colorMaps";
export {
  type ChoiceControl,
  type Control,
  type ControlsPayload,
  type ControlValue,
  type ControlValues,
  readControlValues,
  type SliderControl,
  type TextControl,
  type ToggleControl,
} from "./controlsPayload";
export { MOST_VALUES } from "./countFrom";
export { CT_WINDOWS, type CtWindowName } from "./ctWindows";
export { describeControls } from "./describeControls";
export {
  applyWindow,
  type DisplayWindow,
  findWidthProblem,
  findWindowEnds,
  fitWindow,
  WINDOW_SHAPES,
  type WindowShape,
} from "./displayWindow";
export { type EllipseResult, forEachEllipsePixel, type ReadPixel } from "./ellipse";
export { isRecord } from "./fieldChecks";
export type { FramesPayload } from "./framesPayload";
export { findInitialState } from "./initialState";
export { lineOpacity } from "./lineOpacity";
export {
  type ErrorReply,
  type KernelMessage,
  LIVE_TARGET,
  LIVE_VERSION,
  type LiveOutput,
  type OpenMessage,
  type PageMessage,
  type PlaneReply,
  type PlaneRequest,
  type ShownOutput,
  type StateMessage,
} from "./live";
export { readKernelMessage, readOpenMessage, readPageMessage } from "./liveChecks";
export { describeMarkBox, type VoxelSpan } from "./markBox";
export { MARK_POINTS, type Mark, type MarkKind, type MarkResult, measureMark } from "./marks";
export {
  layOutScene,
  type MeshTrace,
  type SurfaceArrays,
  type SurfaceLook,
  scaleColors,
  traceEdges,
  traceFrame,
  traceSurface,
} from "./meshFigure";
export { type CodedMesh, type MeshPayload, readMeshPayload, type SurfacePayload } from "./meshPayload";
export {
  FRAME_TEXT,
  listFrameLines,
  listFrameWords,
  MESH_LIGHT,
  type MeshScene,
  type Segment,
  type Triple,
} from "./meshScene";
export { MESH_MIME, PLOTLY_MIME, VIEWER_MIME } from "./mimeTypes";
export { NEUTRAL_INK } from "./neutralInk";
export { type EdgeLetters, layPlane, nameEdges, type PlaneLie } from "./orientation";
export {
  type Axis,
  findPlaneAxis,
  type Layout,
  namePlanes,
  PLANE_AXES,
  type PlaneName,
  type PlaneNames,
  type VoxelPoint,
} from "./planes";
export { choosePlotly, drawsWithWebgl, findMapTrace, isInSpace, type PlotlyBuild } from "./plotlyTraces";
export type { Reading } from "./reading";
export { findSlabPlanes, type PlaneRange, SLAB_MODES, type Slab, type SlabMode } from "./slab";
export type {
  BitsPayload,
  ExactSlice,
  LabelMapPayload,
  OverlayPayload,
  SecondPayload,
  SlicesPayload,
  SlicesPreview,
} from "./slicesPayload";
export { listSliderValues } from "./sliderValues";
export { readViewerPayload, type ViewerPayload } from "./viewerPayload";
export {
  type Convention,
  isHidden,
  LONGEST_LINK,
  MOST_LABEL,
  type OverlayState,
  type OverlayStyle,
  readViewerState,
  type SecondState,
  type ViewerState,
} from "./viewerState";
