import { shortly } from "../describe";
import { InvalidArgumentError } from "../errors";
import { contiguous } from "../volume/contiguous";
import { requireSliceSpacing } from "../volume/geometry";
import { isLabelMap, type LabelMap } from "../volume/labelMap";

/** How much two labels touch. */
export interface ContactArea {
  /** The smaller label first; 0 is what has none. */
  readonly labels: readonly [number, number];
  /** Faces of voxels between them. */
  readonly faces: number;
  /** The area of these faces, in mm2. */
  readonly area: number;
}

/**
 * The area in which each two labels of a map touch, over faces of voxels, in ascending order of the labels; 0, which is no
 * label, among them. Axes are taken as perpendicular.
 *
 * @throws InvalidArgumentError for what is no label map.
 * @throws UnknownSpacingError for a map of one slice.
 */
export function contactAreas(map: LabelMap): ContactArea[] {
  if (typeof map !== "object" || map === null || !isLabelMap(map)) {
    throw new InvalidArgumentError("map", "a label map of createLabelMap", shortly(map));
  }
  const { shape, geometry } = map;
  const [slices, rows, columns] = shape;
  const [, rowMm, columnMm] = geometry.spacing;
  const sliceMm = requireSliceSpacing(geometry, "an area of contact");
  const areas = [rowMm * columnMm, sliceMm * columnMm, sliceMm * rowMm];
  const labels = contiguous(map.labels);
  /** Faces by axis, by both labels in one number. */
  const counts = new Map<number, [number, number, number]>();
  const meet = (a: number, b: number, axis: 0 | 1 | 2) => {
    const key = a < b ? a * 65_536 + b : b * 65_536 + a;
    const faces = counts.get(key);
    if (faces) faces[axis]++;
    else counts.set(key, axis === 0 ? [1, 0, 0] : axis === 1 ? [0, 1, 0] : [0, 0, 1]);
  };
  const plane = rows * columns;
  for (let slice = 0, at = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, at++) {
        const label = labels[at];
        if (column > 0 && labels[at - 1] !== label) meet(labels[at - 1], label, 2);
        if (row > 0 && labels[at - columns] !== label) meet(labels[at - columns], label, 1);
        if (slice > 0 && labels[at - plane] !== label) meet(labels[at - plane], label, 0);
      }
    }
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([key, faces]) => ({
      labels: [Math.floor(key / 65_536), key % 65_536],
      faces: faces[0] + faces[1] + faces[2],
      area: faces[0] * areas[0] + faces[1] * areas[1] + faces[2] * areas[2],
    }));
}
