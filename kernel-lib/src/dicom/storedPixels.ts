import { InvalidArgumentError } from "../errors";
import type { StoredValues } from "./image/frameFormat";
import { readStoredValues } from "./pixels/pixelReader";
import type { Scan } from "./scan";

/**
 * One slice's stored values, read from its file again: no rescale; [rows, columns] in one array.
 *
 * @throws InvalidArgumentError for a slice that is not there, or was made by `geometry: "repair"`.
 * @throws DicomFileError when its file has changed since.
 * @throws DecoderStartError when a compressed slice finds no thread to be decoded in.
 */
export function storedPixels(scan: Scan, slice: number): StoredValues {
  if (!Number.isInteger(slice) || slice < 0 || slice >= scan.slices.length) {
    throw new InvalidArgumentError("slice", `a whole number from 0 to ${scan.slices.length - 1}`, slice);
  }
  const header = scan.slices[slice];
  if (header === null) {
    throw new InvalidArgumentError("slice", "one that is in a file, not one made by the repair", slice);
  }
  return readStoredValues(header, scan.limits);
}
