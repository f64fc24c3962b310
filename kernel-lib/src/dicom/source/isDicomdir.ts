/** Media Storage Directory Storage. DICOM PS3.6 Annex A. */
export const MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10";
/** (0002,0002) Media Storage SOP Class UID, as its four bytes. Group 2 is little endian always, PS3.10 7.1. */
const MEDIA_STORAGE_SOP_CLASS = "\u0002\0\u0002\0";
/** Bytes of a file's start that hold group 2 up to the class: preamble, prefix, two elements. */
export const DICOMDIR_START = 256;

/** True when the file's first bytes say that it is a DICOMDIR, whatever its name. */
export function isDicomdir(start: Uint8Array): boolean {
  const text = Buffer.from(start).toString("latin1");
  const at = text.indexOf(MEDIA_STORAGE_SOP_CLASS, 132);
  if (at < 0) return false;
  // VR and length, or a 4-byte length without VR, lie before the value.
  return /^[\d.]*/.exec(text.slice(at + 8))?.[0] === MEDIA_STORAGE_DIRECTORY;
}
