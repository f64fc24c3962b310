/** What looks like the tag, VR and length of an element, an item or a delimiter. */
export interface Head {
  /** Where the tag begins. */
  readonly offset: number;
  /** "00280010". */
  readonly tag: string;
  /** Undefined in implicit encodings, items and delimiters. */
  readonly vr: string | undefined;
  readonly little: boolean;
  readonly lengthAt: number;
  readonly lengthBytes: 2 | 4;
  /** Bytes of the value; 0 where the head says that they are undefined, or more than there are. */
  readonly length: number;
  /** Where the value begins. */
  readonly value: number;
}

const GROUPS: ReadonlySet<number> = new Set([
  ...[0x0002, 0x0004, 0x0008, 0x0010, 0x0018, 0x0020, 0x0028, 0x0040, 0x5200, 0x7fe0, 0xfffe],
]);
const SHORT_VRS = new Set("AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US".split(" "));
const LONG_VRS = new Set("OB OD OF OL OV OW SQ SV UC UN UR UT UV".split(" "));

/** Every place of a file that looks like an element's head, in either byte order, without following lengths. */
export function findHeads(bytes: Uint8Array): Head[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const heads: Head[] = [];
  for (let offset = 0; offset + 8 <= bytes.length; offset += 2) {
    for (const little of [true, false]) {
      if (!GROUPS.has(view.getUint16(offset, little))) continue;
      const head = headAt(view, offset, little);
      if (head !== null) heads.push(head);
    }
  }
  return heads;
}

function headAt(view: DataView, offset: number, little: boolean): Head | null {
  const group = view.getUint16(offset, little);
  const tag = hex(group) + hex(view.getUint16(offset + 2, little));
  const vr = String.fromCharCode(view.getUint8(offset + 4), view.getUint8(offset + 5));
  const found = (vrFound: string | undefined, lengthAt: number, lengthBytes: 2 | 4): Head | null => {
    const value = lengthAt + lengthBytes;
    if (value > view.byteLength) return null;
    const said = lengthBytes === 2 ? view.getUint16(lengthAt, little) : view.getUint32(lengthAt, little);
    const length = value + said <= view.byteLength ? said : 0;
    return { offset, tag, vr: vrFound, little, lengthAt, lengthBytes, length, value };
  };
  if (group === 0xfffe) return tag.startsWith("FFFEE0") ? found(undefined, offset + 4, 4) : null;
  if (SHORT_VRS.has(vr)) return found(vr, offset + 6, 2);
  if (LONG_VRS.has(vr)) return found(vr, offset + 8, 4);
  // Without a VR anything may look like a head; a length that fits makes it likelier.
  const said = view.getUint32(offset + 4, little);
  const fits = said === 0xffffffff || offset + 8 + said <= view.byteLength;
  return fits && said > 0 ? found(undefined, offset + 4, 4) : null;
}

function hex(half: number): string {
  return half.toString(16).toUpperCase().padStart(4, "0");
}
