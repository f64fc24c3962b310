import { type Encoding, isKnownVr, vrAt } from "./elementHead";
import type { Warn } from "./headerWarning";

const IMPLICIT_LITTLE = "1.2.840.10008.1.2";
export const EXPLICIT_LITTLE = "1.2.840.10008.1.2.1";
const EXPLICIT_BIG = "1.2.840.10008.1.2.2";
/** Implicit VR Little Endian with big endian pixels, private to GE. */
const GE_BIG_PIXELS = "1.2.840.113619.5.2";

/** Native syntaxes differ in their encoding alone. DICOM PS3.5 Annex A. */
const NATIVE: ReadonlyMap<string, string> = new Map([
  [IMPLICIT_LITTLE, "Implicit VR Little Endian"],
  [EXPLICIT_LITTLE, "Explicit VR Little Endian"],
  [EXPLICIT_BIG, "Explicit VR Big Endian"],
]);

/** Syntaxes whose whole data set is deflated. DICOM PS3.5 A.5, A.7, and PS3.6 Annex A. */
const DEFLATED: ReadonlySet<string> = new Set([
  "1.2.840.10008.1.2.1.99",
  "1.2.840.10008.1.2.4.95", // JPIP Referenced Deflate
  "1.2.840.10008.1.2.4.205", // JPIP HTJ2K Referenced Deflate
]);

export function isDeflated(transferSyntax: string | undefined): boolean {
  return transferSyntax !== undefined && DEFLATED.has(transferSyntax);
}

/** How a data set is written, and its transfer syntax with that put right. */
export interface DataSetEncoding {
  readonly encoding: Encoding;
  readonly transferSyntax: string;
}

/**
 * How the data set at a position is written: by its first element, whatever the file says, since some say
 * another encoding than they have. Compressed syntaxes stay as declared, native ones become what was found.
 *
 * @param declared - (0002,0010), or undefined.
 */
export function dataSetEncoding(
  bytes: Uint8Array,
  position: number,
  declared: string | undefined,
  warn: Warn,
): DataSetEncoding {
  const expected: Encoding = {
    explicit: declared !== IMPLICIT_LITTLE && declared !== GE_BIG_PIXELS,
    little: declared !== EXPLICIT_BIG,
  };
  const vr = vrAt(bytes, position);
  const explicit = vr !== undefined && (isKnownVr(vr) || (declared !== undefined && expected.explicit));
  // Data sets begin with a low group, in practice 0008: one of its two bytes is zero.
  const [first, second] = [bytes[position], bytes[position + 1]];
  const little = first === 0 && second === 0 ? expected.little : first !== 0;
  const encoding = { explicit, little };
  const found = little ? (explicit ? EXPLICIT_LITTLE : IMPLICIT_LITTLE) : EXPLICIT_BIG;
  if (declared === undefined) {
    warn(
      "TRANSFER_SYNTAX_ASSUMED",
      `it does not say its transfer syntax (0002,0010); it is read as ${NATIVE.get(found)}`,
    );
    return { encoding, transferSyntax: found };
  }
  if (explicit !== expected.explicit) {
    warn(
      "VR_ENCODING_MISMATCH",
      `its elements have ${explicit ? "" : "no "}value representations, against its transfer syntax`,
    );
  }
  if (little !== expected.little) {
    warn("BYTE_ORDER_MISMATCH", `it is ${little ? "little" : "big"} endian, against its transfer syntax`);
  }
  const asDeclared = explicit === expected.explicit && little === expected.little;
  return { encoding, transferSyntax: asDeclared || !NATIVE.has(declared) ? declared : found };
}
