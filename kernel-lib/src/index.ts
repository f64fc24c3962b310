// The public surface, by step of the work: a list, so that nothing becomes public by accident.

// Load
export type { LoadScanOptions } from "./dicom/loadScan";
export { storedPixels } from "./dicom/storedPixels";
export { loadScan } from "./kernel/loadScan";
export { scanFolder } from "./kernel/scanFolder";
export type { FolderListing, ListedVolume, ScanFolderOptions } from "./dicom/scanFolder";
export type { GroupingOptions } from "./dicom/groupingChoice";
export type { Difference } from "./dicom/series/difference";
export type { VolumeChoice } from "./dicom/chooseVolume";
export type {
  Disposition,
  FileRecord,
  LoadReport,
  LoadWarning,
  SpacingSummary,
  WarningCode,
} from "./dicom/report/loadReport";
export type { Orientation } from "./dicom/series/describeVolumes";
export type { SliceHeader } from "./dicom/image/readSliceHeader";
export type { TagWindow } from "./dicom/image/readTagWindows";
export type { GeometryPolicy } from "./dicom/stack/requireGeometry";
export type { StoredValues } from "./dicom/image/frameFormat";
export type { LoadProgress } from "./dicom/survey";
export { DEFAULT_LIMITS, type Limits } from "./limits";
export type { Scan } from "./dicom/scan";
export type { ScanTags, TagValue } from "./dicom/scanTags";
export type { NamedBytes } from "./dicom/source/namedBytes";
export type { ScanInput } from "./dicom/source/openSources";
export { type GetPixelsHuOptions, getPixelsHu } from "./dicom/getPixelsHu";

// A chest to try it on
export { createThorax, type Thorax } from "./phantom/createThorax";
export type { ThoraxOptions } from "./phantom/thoraxOptions";
export {
  type PracticeFolders,
  type PracticeFoldersOptions,
  practiceFolders,
} from "./phantom/files/practiceFolders";
export { type ThoraxSeries, type ThoraxSeriesOptions, thoraxSeries } from "./phantom/files/thoraxSeries";

// Volumes and masks
export {
  createGeometry,
  type GeometryOptions,
  type KnownGeometry,
  patientPoint,
  type Shape,
  slicePosition,
  type VolumeGeometry,
  voxelVolume,
} from "./volume/geometry";
export {
  createVolume,
  type Volume,
  type VolumeLike,
  type VolumeOptions,
  valueRange,
  withVoxels,
} from "./volume/volume";
export type { Acquisition } from "./volume/acquisition";
export type { VoxelArray } from "./volume/voxelArray";
export type {
  ColorMapName,
  Convention,
  DisplayWindow,
  Layout,
  Mark,
  MarkResult,
  OverlayState,
  OverlayStyle,
  PatientPoint,
  SecondState,
  Slab,
  SlabMode,
  VoxelPoint,
  VoxelSpan,
  WindowShape,
} from "./contract";
export {
  countVoxels,
  createMask,
  type Mask,
  type MaskLike,
  type MaskWarning,
  type MaskWarningCode,
  maskFromVoxels,
  maskLitres,
} from "./volume/mask";
export { countPerSlice, largestSlice, maskBox, maskCentre } from "./volume/maskMeasures";
export { sliceOf, slicesOf } from "./volume/slicesOf";
export { type CropImageOptions, type CropRegion, cropImage } from "./volume/cropImage";
export type { VoxelBox } from "./volume/voxelBox";
export {
  createLabelMap,
  type LabelArray,
  type LabelMap,
  type LabelMapOptions,
  type LabelNames,
} from "./volume/labelMap";

// Segment
export { type SegmentLungMaskOptions, segmentLungMask } from "./segmentation/segmentLungMask";
export { type ThresholdOptions, threshold } from "./segmentation/threshold";
export type { Connectivity } from "./segmentation/connectRuns";
export { type Components, type LabelOptions, label, largestComponent } from "./segmentation/label";
export { largestLabelVolume, minLabelVolume } from "./segmentation/largestLabelVolume";
export { and, andNot, not, or } from "./segmentation/setAlgebra";
export type { BallOptions } from "./segmentation/ballRows";
export { dilation } from "./segmentation/dilation";
export { erosion } from "./segmentation/erosion";
export { opening } from "./segmentation/opening";
export { closing } from "./segmentation/closing";
export { type DistanceToOptions, distanceTo } from "./segmentation/distanceTo";
export { type FillHolesOptions, fillHoles } from "./segmentation/fillHoles";
export { type GrowWithinOptions, growWithin } from "./segmentation/growWithin";
export { type WatershedOptions, watershed } from "./segmentation/watershed";
export {
  type ComponentList,
  type ComponentStatistics,
  type ComponentStatisticsOptions,
  componentStatistics,
} from "./segmentation/componentStatistics";
export { type ContactArea, contactAreas } from "./segmentation/contactAreas";
export { type ApplyMaskOptions, applyMask } from "./segmentation/applyMask";

export type { LungSegmentation, SegmentLungsOptions } from "./lungs/segmentLungs";
export { type ShownLungsOptions, segmentLungs } from "./kernel/segmentLungs";
export { type LungsFigureOptions, lungsFigure } from "./kernel/lungsFigure";
export { type LungMasks, type LungPhenotypesOptions, lungPhenotypes } from "./lungs/lungPhenotypes";
export type { LungPhenotype, LungPhenotypes } from "./lungs/lungPhenotype";
export { type MeasuredNodule, type MeasureNoduleOptions, measureNodule } from "./lungs/measureNodule";
export type { AxialDiameter } from "./lungs/axialDiameters";
export type { ThirdsRule } from "./lungs/lungThirds";
export type { PercentileRule } from "./measure/quantiles";
export { LUNG_RECIPE, type LungRecipe } from "./lungs/lungRecipe";
export type { LungFlag, LungFlagCode } from "./lungs/lungFlag";
export type { LungReport } from "./lungs/lungReport";

// Measure
export { type Histogram, type HistogramOfOptions, histogramOf } from "./measure/histogramOf";
export type { Moments } from "./measure/describeValues";
export { type Place, type Profile, type ProfileOfOptions, profileOf } from "./measure/profileOf";
export { areaPerSlice, type MeanPerSliceOptions, meanPerSlice } from "./measure/perSlice";
export {
  type LabelStatistics,
  type LabelStatisticsOptions,
  labelStatistics,
} from "./measure/labelStatistics";
export { compareMasks, type MaskComparison } from "./measure/compareMasks";

// Cluster
export { GK, type GKOptions } from "./clustering/GK";
export { type GkSegmentation, type GkSegmentOptions, type GkSlice, gkSegment } from "./clustering/gkSegment";
export {
  type GustafsonKesselOptions,
  gustafsonKessel,
  gustafsonKesselSteps,
} from "./clustering/gustafsonKessel";
export { fuzzyCMeans, fuzzyCMeansSteps } from "./clustering/fuzzyCMeans";
export { type FuzzyPartition, nearestClusters } from "./clustering/partitionResult";
export type { FuzzyPartitionOptions, FuzzyPartitionStep } from "./clustering/fuzzyPartition";
export type { ClusterModel } from "./clustering/fuzzySteps";
export type { Initialisation } from "./clustering/firstMemberships";
export type { SampleArray, Samples } from "./clustering/weightedSamples";

// Surfaces
export { type MakeMeshOptions, makeMesh } from "./surface/makeMesh";
export { maskSurface, type SurfaceOptions } from "./surface/maskSurface";
export { type IsoSurfaceOptions, isoSurface } from "./surface/isoSurface";
export type { AxisOrder, Border } from "./surface/rasterGrid";
export type { Mesh } from "./surface/mesh";
export { isClosed, meshArea, meshCentroid, meshVolume } from "./surface/meshMeasures";
export { smoothMesh, type SmoothMeshOptions } from "./surface/smoothMesh";
export {
  type DroppedPieces,
  type DropSmallPiecesOptions,
  dropSmallPieces,
} from "./surface/dropSmallPieces";
export { type SimplifiedMesh, type SimplifyMeshOptions, simplifyMesh } from "./surface/simplifyMesh";
export { type MeshQuality, meshQuality } from "./surface/meshQuality";
export { type MeshDistance, meshDistance } from "./surface/meshDistance";
export { type TriIndices, triIndices } from "./surface/triIndices";

// Show
export { type FigureOptions, type FigureSlice, figure, type ImshowOptions, imshow } from "./kernel/figure";
export { type HistogramOptions, type HistogramPlot, histogram, type NamedMask } from "./kernel/histogram";
export { type ProfileOptions, type ProfilePlot, profile } from "./kernel/profile";
export { type CurveOptions, curve } from "./kernel/curve";
export { scatter } from "./kernel/scatter";
export { type PlottedSeries, plot, type SeriesPlot } from "./kernel/plot";
export type { CountedIn } from "./display/plot/histogramPlot";
export type { PlotOptions } from "./display/plot/plotOptions";
export type { NamedSeries, NumberList, SeriesLike } from "./display/plot/readSeries";
export { type ShownTable, type TableOptions, table } from "./kernel/table";
export type { TableColumns } from "./display/table/readTable";
export type { TableColumn, Tabulated, Tabulation } from "./describe";
export { type SliceViewerOptions, sliceViewer } from "./kernel/sliceViewer";
export { linkViews } from "./kernel/linkViews";
export type { SliceViewer, ViewerReport } from "./kernel/sliceViewerHandle";
export type { ViewerChanges } from "./kernel/viewer/resolveChanges";
export type { PlacedMark } from "./kernel/viewer/resolveMarks";
export type { ViewerSettings } from "./kernel/viewer/viewerSettings";
export type { MeasuredMark } from "./kernel/viewer/measureMarks";
export type { SliceOverlay } from "./display/figure/drawSlice";
export type { FigureOverlay } from "./display/figure/figureOverlays";
export type { LabelOverlay } from "./display/overlay/labelOverlay";
export type { MaskOverlay } from "./display/overlay/maskOverlay";
export type { OverlayLook } from "./display/overlay/overlayLook";
export type { ViewerOverlay } from "./display/overlay/overlays";
export type { SecondVolume } from "./display/payload/secondVolume";
export { type InteractOptions, interact } from "./kernel/interact";
export { type InteractManualOptions, interactManual } from "./kernel/interactManual";
export type { Interaction } from "./kernel/interaction";
export type {
  ChoicesForm,
  ControlForm,
  ControlForms,
  ControlGives,
  GivenBy,
  SliderForm,
  SliderRange,
  StartOf,
  ValuesOf,
} from "./kernel/controls/controlForms";
export { type Plot3dOptions, plot3d } from "./kernel/plot3d";
export type { MeshSource, NamedSurface, SurfaceSource } from "./kernel/surfaces";
export {
  type Interactive3dPlot,
  type Interactive3dPlotOptions,
  interactive3dPlot,
} from "./kernel/interactive3dPlot";
export {
  type PlotlyFigure,
  type PlotlyTrace,
  type PlotlyTrisurfOptions,
  plotlyTrisurf,
} from "./display/payload/plotlyMesh";
export { mapZ2Color } from "./display/colour/colorMaps";
export type { MeshView } from "./display/mesh/viewAxes";
export type { PercentileWindow, WindowChoice } from "./display/colour/windows";
export type { MimeBundle } from "./display/payload/bundle";
export type { Shown } from "./kernel/show";
export { type ProgressHandle, progress } from "./kernel/progress";

// Errors
export * from "./errors";
