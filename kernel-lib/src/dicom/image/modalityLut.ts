import type { ElementReader } from "../elements/elementReader";
import { describeTag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import { EXPORT_AGAIN, UnreadableError } from "../source/unreadableError";

/** A table from stored values to the modality's values. Source: DICOM PS3.3 C.11.1.1.1. */
export interface ModalityLut {
  /** Stored value of the first entry; what is below it takes the first entry, what is above the last the last. */
  readonly first: number;
  readonly entries: Uint16Array;
  /** What the table's values are: "HU", or another or no name. */
  readonly type: string | undefined;
}

/**
 * The Modality LUT Sequence of an image; null when it has none.
 *
 * @param signed - stored values are signed, which makes the first mapped value so.
 * @throws UnreadableError for a table that lacks something.
 */
export function readModalityLut(
  elements: ElementReader,
  { signed, littleEndian }: { readonly signed: boolean; readonly littleEndian: boolean },
): ModalityLut | null {
  const [item] = elements.items(TAGS.ModalityLUTSequence);
  if (item === undefined) return null;
  const count = item.uint16(TAGS.LUTDescriptor, 0);
  const first = signed ? item.int16(TAGS.LUTDescriptor, 1) : item.uint16(TAGS.LUTDescriptor, 1);
  const bits = item.uint16(TAGS.LUTDescriptor, 2);
  const data = item.bytes(TAGS.LUTData);
  if (count === undefined || first === undefined || data === undefined) {
    const [table, descriptor, values] = [TAGS.ModalityLUTSequence, TAGS.LUTDescriptor, TAGS.LUTData];
    throw new UnreadableError(
      `the ${describeTag(table)} lacks its ${descriptor.name} or ${values.name}`,
      EXPORT_AGAIN,
    );
  }
  const length = count === 0 ? 65_536 : count;
  return {
    first,
    entries: tableEntries(data, length, bits, littleEndian),
    type: item.text(TAGS.ModalityLUTType),
  };
}

/** Entries of 8 bits lie one or, with the other byte unused, two bytes apart; those of 16 bits are words. */
function tableEntries(
  data: Uint8Array,
  length: number,
  bits: number | undefined,
  littleEndian: boolean,
): Uint16Array {
  const packed = bits === 8 && data.length < length * 2;
  if (data.length < (packed ? length : length * 2)) {
    throw new UnreadableError(
      `the modality LUT must hold ${length} entries; its data are ${data.length} bytes`,
      EXPORT_AGAIN,
    );
  }
  if (packed) return Uint16Array.from(data.subarray(0, length));
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Uint16Array.from({ length }, (_, i) => view.getUint16(i * 2, littleEndian));
}

/** The table's values of stored values, as an array of the same length. */
export function applyModalityLut(stored: ArrayLike<number>, { first, entries }: ModalityLut): Uint16Array {
  const out = new Uint16Array(stored.length);
  const last = entries.length - 1;
  for (let i = 0; i < out.length; i++) out[i] = entries[Math.min(last, Math.max(0, stored[i] - first))];
  return out;
}
