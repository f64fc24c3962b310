import { describedWhilePending } from "../describe";
import { LOAD_SCAN_KINDS, type LoadScanOptions, loadScan as load } from "../dicom/loadScan";
import type { Scan } from "../dicom/scan";
import type { ScanInput } from "../dicom/source/openSources";
import { requireOptions } from "../options";
import { loadInNotebook } from "./loadInNotebook";

/**
 * The CT series of a folder: headers first, then the pixels, rescaled slice by slice with its own slope and
 * intercept, sorted by position along the slices' normal. In a notebook a long load shows how far it is, and the
 * kernel's interrupt stops it.
 *
 * Files that are no slice of it are left out and listed in `scan.report`.
 *
 * Options: `volume` (the only one, or its number in the list of `scanFolder`, or "largest"), `geometry` ("strict",
 * else "repair" or "loose"), `spacing` (the usual gap, mm; with "repair" alone), `damaged` ("refuse", with "repair"
 * and "loose" "leave out"), `join` and `splitBy` (lists of tags by which slices are not split into volumes, and by which
 * they are; none), `tutorial` (false), `limits` (DEFAULT_LIMITS), `signal`, `onProgress`.
 *
 * @param input - a folder, read with its sub-folders; a file; a zip archive; a list of those; or an async iterable of
 * named bytes.
 * @throws NoDicomError when nothing there is a DICOM image.
 * @throws MultipleVolumesError when there are several volumes and `volume` does not choose.
 * @throws DicomFileError for a damaged or cut file, or one without position, orientation or pixel spacing.
 * @throws UnsupportedTransferSyntaxError for pixel data in a syntax that is not read.
 * @throws GeometryError for slices that are no regular stack, unless `geometry` says otherwise.
 * @throws LimitExceededError for what is larger than `limits`.
 * @throws InterruptedError when the kernel is interrupted.
 * @example
 *     const scan = await loadScan("path/to/series");
 *     const volume = getPixelsHu(scan);
 */
export function loadScan(input: ScanInput, options: LoadScanOptions = {}): Promise<Scan> {
  return describedWhilePending("loadScan(...)", async () => {
    requireOptions(options, LOAD_SCAN_KINDS);
    return loadInNotebook("Loading", (control) => load(input, { ...options, ...control }), options);
  });
}
