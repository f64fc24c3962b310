import * as ct from "tslab-dicom";
import { maskOf, volumeOf } from "../makers/volumes";

/** What a cell writes whose types are wrong. */
export type Wrong = never;
export const wrong = (value: unknown): Wrong => value as Wrong;

export const volume: ct.Volume = volumeOf([3, 12, 14], (s, r, c) => 100 * s + r - c);
export const ball: ct.Mask = maskOf(volume, (_, r, c) => (r - 6) ** 2 + (c - 7) ** 2 < 16);
/** The volume as one whose place in the patient is known. */
export const placed: ct.Volume = ct.createVolume(volume.voxels, {
  geometry: ct.createGeometry([3, 12, 14], { spacing: [2.5, 0.8, 0.7], origin: [0, 0, 0] }),
});
const mesh = ct.maskSurface(ball);
const labels = ct.createLabelMap(ball.voxels);
export const values: Int16Array = Int16Array.of(0, 1, 2, 10, 11, 12);
export const show = (slice: number): ct.Shown => ct.imshow(volume, { slice, width: 100 });

/** Every public function with options, and how to call it with these; one option of each, mistyped, and one of another kind. */
export const PUBLIC_DOORS: Readonly<
  Record<string, readonly [(options: Wrong) => unknown, string, string, object]>
> = {
  loadScan: [(o) => ct.loadScan([], o), "geometri", "geometry", { geometry: 1 }],
  scanFolder: [(o) => ct.scanFolder([], o), "onprogress", "onProgress", { onProgress: true }],
  getPixelsHu: [(o) => ct.getPixelsHu(wrong({}), o), "pading", "padding", { padding: true }],
  createThorax: [(o) => ct.createThorax(o), "slice", "slices", { slices: "60" }],
  thoraxSeries: [(o) => ct.thoraxSeries(o), "cashe", "cache", { cache: 5 }],
  practiceFolders: [(o) => ct.practiceFolders(o), "cahce", "cache", { signal: {} }],
  createGeometry: [(o) => ct.createGeometry([1, 2, 3], o), "orgin", "origin", { origin: 0 }],
  createVolume: [(o) => ct.createVolume(volume.voxels, o), "unit", "units", { units: 1 }],
  createLabelMap: [(o) => ct.createLabelMap(ball.voxels, o), "name", "names", { names: "left" }],
  cropImage: [(o) => ct.cropImage(volume, [5, 5], o), "raduis", "radius", { radius: "3" }],
  segmentLungMask: [(o) => ct.segmentLungMask(volume, o), "treshold", "threshold", { threshold: "-700" }],
  threshold: [(o) => ct.threshold(volume, o), "atleast", "atLeast", { atLeast: "1" }],
  label: [(o) => ct.label(ball, o), "conectivity", "connectivity", { connectivity: "6" }],
  largestComponent: [
    (o) => ct.largestComponent(ball, o),
    "conectivity",
    "connectivity",
    { connectivity: "6" },
  ],
  dilation: [(o) => ct.dilation(ball, o), "raduis", "radius", { radius: "3" }],
  erosion: [(o) => ct.erosion(ball, o), "raduis", "radius", { radius: "3" }],
  opening: [(o) => ct.opening(ball, o), "inplane", "inPlane", { radius: 1, inPlane: 1 }],
  closing: [(o) => ct.closing(ball, o), "inplane", "inPlane", { radius: 1, inPlane: 1 }],
  distanceTo: [(o) => ct.distanceTo(ball, o), "limits", "limit", { limit: "3" }],
  fillHoles: [(o) => ct.fillHoles(ball, o), "larges", "largest", { largest: "3" }],
  growWithin: [(o) => ct.growWithin(ball, ball, o), "distanc", "distance", { distance: "3" }],
  watershed: [(o) => ct.watershed(volume, labels, o), "wihin", "within", { within: 1 }],
  segmentLungs: [(o) => ct.segmentLungs(placed, o), "recipy", "recipe", { recipe: 7 }],
  measureNodule: [(o) => ct.measureNodule(placed, [1, 5, 5], o), "reech", "reach", { reach: "9" }],
  lungsFigure: [
    (o) => ct.lungsFigure(placed, { left: ball, right: ball }, o),
    "titel",
    "title",
    { title: 1 },
  ],
  lungPhenotypes: [
    (o) => ct.lungPhenotypes(placed, { left: ball, right: ball }, o),
    "threshold",
    "thresholds",
    { thresholds: -950 },
  ],
  componentStatistics: [(o) => ct.componentStatistics(ball, o), "atleast", "atLeast", { volume: 1 }],
  applyMask: [(o) => ct.applyMask(volume, ball, o), "outsde", "outside", { outside: null }],
  GK: [(o) => new ct.GK(o), "clusters", "nClusters", { m: "2" }],
  gkSegment: [(o) => ct.gkSegment(volume, o), "nClusters", "clusters", { clusters: [5] }],
  gustafsonKessel: [(o) => ct.gustafsonKessel(values, o), "cluster", "clusters", { seed: "1" }],
  gustafsonKesselSteps: [(o) => ct.gustafsonKesselSteps(values, o), "cluster", "clusters", { seed: "1" }],
  fuzzyCMeans: [(o) => ct.fuzzyCMeans(values, o), "maxIteration", "maxIterations", { init: 1 }],
  fuzzyCMeansSteps: [(o) => ct.fuzzyCMeansSteps(values, o), "maxIteration", "maxIterations", { init: 1 }],
  histogramOf: [(o) => ct.histogramOf(volume, o), "bin", "bins", { bins: "9" }],
  profileOf: [(o) => ct.profileOf(volume, [0, 0, 0], [2, 9, 9], o), "stepp", "step", { step: "1" }],
  meanPerSlice: [(o) => ct.meanPerSlice(volume, o), "masks", "mask", { mask: [] }],
  labelStatistics: [(o) => ct.labelStatistics(labels, o), "volum", "volume", { volume: 1 }],
  makeMesh: [(o) => ct.makeMesh(ball, o), "stepsize", "stepSize", { stepSize: "2" }],
  maskSurface: [(o) => ct.maskSurface(ball, o), "boarder", "border", { border: true }],
  isoSurface: [(o) => ct.isoSurface(volume, o), "treshold", "threshold", { threshold: "x" }],
  smoothMesh: [(o) => ct.smoothMesh(mesh, o), "iteration", "iterations", { iterations: "9" }],
  dropSmallPieces: [(o) => ct.dropSmallPieces(mesh, o), "minarea", "minArea", { minFaces: "9" }],
  simplifyMesh: [(o) => ct.simplifyMesh(mesh, o), "face", "faces", { faces: "9" }],
  figure: [(o) => ct.figure([{ image: volume }], o), "colums", "columns", { columns: "2" }],
  imshow: [(o) => ct.imshow(volume, o), "colormap", "colorMap", { colorBar: "yes" }],
  histogram: [(o) => ct.histogram(volume, o), "treshold", "thresholds", { thresholds: -950 }],
  profile: [(o) => ct.profile(volume, [0, 0, 0], [2, 9, 9], o), "titel", "title", { title: 1 }],
  curve: [(o) => ct.curve([1, 2, 3], o), "allong", "along", { along: "z" }],
  scatter: [(o) => ct.scatter([1, 2], [2, 1], o), "xtitle", "xTitle", { xTitle: 5 }],
  plot: [(o) => ct.plot([1, 2], o), "yrange", "yRange", { yRange: 5 }],
  table: [(o) => ct.table([{ a: 1 }], o), "colums", "columns", { columns: "a" }],
  sliceViewer: [(o) => ct.sliceViewer(volume, o), "overlay", "overlays", { overlays: "lungs" }],
  interact: [(o) => ct.interact(show, { x: [0, 2] }, o), "Start", "start", { start: "1" }],
  interactManual: [(o) => ct.interactManual(show, { x: [0, 2] }, o), "titel", "title", { title: 1 }],
  plot3d: [(o) => ct.plot3d(ball, o), "colour", "color", { color: "red" }],
  interactive3dPlot: [(o) => ct.interactive3dPlot(ball, o), "plotedges", "plotEdges", { faces: true }],
  plotlyTrisurf: [(o) => ct.plotlyTrisurf(mesh, o), "colourMap", "colorMap", { singleColor: [1, 2, 3] }],
};
