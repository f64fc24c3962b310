import ndarray, { type NdArray } from "ndarray";

/** A mask drawn as text: `#` inside, `.` outside; rows are lines, slices are separated by an empty line. */
export function maskFrom(picture: string): NdArray<Uint8Array> {
  const slices = picture
    .trim()
    .split(/\n\s*\n/)
    .map((slice) => slice.trim().split(/\s*\n\s*/));
  const shape = [slices.length, slices[0].length, slices[0][0].length];
  const cells = slices.flat().join("");
  if (cells.length !== shape[0] * shape[1] * shape[2]) throw new Error("the picture's rows differ in length");
  return ndarray(
    Uint8Array.from(cells, (cell) => (cell === "#" ? 1 : 0)),
    shape,
  );
}

/** The mask as text again, for messages that show where two masks differ. */
export function drawn(mask: NdArray<Uint8Array>): string {
  const [slices, rows, columns] = mask.shape;
  return Array.from({ length: slices }, (_, s) =>
    Array.from({ length: rows }, (_, r) =>
      Array.from({ length: columns }, (_, c) => (mask.get(s, r, c) ? "#" : ".")).join(""),
    ).join("\n"),
  ).join("\n\n");
}
