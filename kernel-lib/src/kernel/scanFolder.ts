import { describedWhilePending } from "../describe";
import {
  type FolderListing,
  scanFolder as list,
  SCAN_FOLDER_KINDS,
  type ScanFolderOptions,
} from "../dicom/scanFolder";
import type { ScanInput } from "../dicom/source/openSources";
import { requireOptions } from "../options";
import { loadInNotebook } from "./loadInNotebook";

/**
 * The volumes in a folder, one row each, and every file that belongs to none; headers are read, pixels are not. In a
 * notebook a long listing shows how far it is, and the kernel's interrupt stops it.
 *
 * Options: `join` and `splitBy` (lists of tags by which slices are not split into volumes, and by which they are; none),
 * `limits` (DEFAULT_LIMITS), `signal`, `onProgress`.
 *
 * @param input - as `loadScan` takes it.
 * @throws NoDicomError when the input cannot be read; LimitExceededError; InterruptedError.
 * @example
 *     const { volumes } = await scanFolder("path/to/folder");
 *     const scan = await loadScan("path/to/folder", { volume: volumes[0].index });
 */
export function scanFolder(input: ScanInput, options: ScanFolderOptions = {}): Promise<FolderListing> {
  return describedWhilePending("scanFolder(...)", async () => {
    requireOptions(options, SCAN_FOLDER_KINDS);
    return loadInNotebook("Listing", (control) => list(input, { ...options, ...control }), options);
  });
}
