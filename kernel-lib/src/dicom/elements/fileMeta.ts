import type { Search } from "./elementCursor";
import { isKnownVr, tagAt, uint32At, vrAt } from "./elementHead";
import { findElements } from "./findElements";
import type { FoundDataSet } from "./foundElement";
import { hasPrefix, PREFIX_BYTES } from "./isDicom";
import { describeTag } from "./tag";
import { TAGS } from "./tags";

export interface FileMeta {
  /** The elements of group 2. */
  readonly dataSet: FoundDataSet;
  /** Where the data set begins. */
  readonly end: number;
  /** Transfer Syntax UID; undefined when the file does not say. */
  readonly transferSyntax: string | undefined;
}

const NONE: FoundDataSet = { elements: new Map(), little: true };

/**
 * The file meta information, with what writers get wrong in it mended and warned of; null when more bytes are
 * needed. DICOM PS3.10 section 7.1.
 *
 * @throws DicomFileError when it is cut.
 */
export function readFileMeta(bytes: Uint8Array, search: Search): FileMeta | null {
  const { warn, size } = search;
  const start = hasPrefix(bytes) ? PREFIX_BYTES : 0;
  if (start === 0) warn("PREAMBLE_MISSING", 'it does not begin with 128 bytes and "DICM"');
  if (Math.min(start + 8, size) > bytes.length) return null;
  if (start + 8 > size || tagAt(bytes, start, true) >>> 16 !== 0x0002) {
    warn("META_MISSING", "it has no file meta information (group 0002)");
    return { dataSet: NONE, end: start, transferSyntax: undefined };
  }
  const vr = vrAt(bytes, start);
  const explicit = vr !== undefined && isKnownVr(vr);
  if (!explicit) warn("META_IMPLICIT", "its file meta information has no value representations");
  const found = findElements(
    bytes,
    start,
    { explicit, little: true },
    search,
    (tag) => tag >>> 16 !== 0x0002,
  );
  if (found === null) return null;
  const { dataSet, end } = found;
  const length = TAGS.FileMetaInformationGroupLength;
  const groupLength = dataSet.elements.get(length.number);
  const syntax = dataSet.elements.get(TAGS.TransferSyntaxUID.number);
  if (groupLength?.length !== 4) {
    warn("META_LENGTH_MISSING", `it has no ${describeTag(length)}`);
  } else if (groupLength.dataOffset + 4 + uint32At(bytes, groupLength.dataOffset, true) !== end) {
    warn("META_LENGTH_WRONG", `its file meta information is not as long as its ${describeTag(length)} says`);
  }
  if (syntax === undefined) return { dataSet, end, transferSyntax: undefined };
  const value = bytes.subarray(syntax.dataOffset, syntax.dataOffset + syntax.length);
  const transferSyntax = Buffer.from(value).toString("latin1").replaceAll("\0", "").trim();
  return { dataSet, end, transferSyntax: transferSyntax === "" ? undefined : transferSyntax };
}
