import { UnreadableError } from "../../source/unreadableError";

const SIGNATURE = [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a];
/** "jp2c", the box of a contiguous codestream. */
const CODESTREAM_BOX = 0x6a703263;

/**
 * The codestream in a JP2 file (ITU-T T.800 Annex I), which DICOM does not allow around it and some files
 * have; bytes that are no JP2 file as they are.
 *
 * @throws UnreadableError when the file has no whole codestream box.
 */
export function unwrapJp2(bytes: Uint8Array): Uint8Array {
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = SIGNATURE.length;
  while (at + 8 <= bytes.length) {
    const type = view.getUint32(at + 4);
    let length = view.getUint32(at);
    let header = 8;
    if (length === 1 && at + 16 <= bytes.length) {
      length = Number(view.getBigUint64(at + 8));
      header = 16;
    } else if (length === 0) {
      length = bytes.length - at; // the last box, up to the end
    }
    if (length < header || at + length > bytes.length) break;
    if (type === CODESTREAM_BOX) return bytes.subarray(at + header, at + length);
    at += length;
  }
  throw new UnreadableError("a JP2 file must hold a whole codestream; found none");
}
