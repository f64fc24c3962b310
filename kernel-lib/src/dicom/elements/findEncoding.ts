import { type DataSetEncoding, isKnownVr, vrAt } from "./elementHead";
import type { Warn } from "./headerWarning";
import { describeTag } from "./tag";
import { TAGS } from "./tags";
import {
  EXPLICIT_VR_BIG_ENDIAN,
  EXPLICIT_VR_LITTLE_ENDIAN,
  IMPLICIT_VR_LITTLE_ENDIAN,
  type TransferSyntax,
  transferSyntax,
} from "./transferSyntaxes";

/** They differ in how they are written alone, so that a file can be read as another of them. */
const NATIVE: readonly TransferSyntax[] = [
  IMPLICIT_VR_LITTLE_ENDIAN,
  EXPLICIT_VR_LITTLE_ENDIAN,
  EXPLICIT_VR_BIG_ENDIAN,
];

/** How a data set is written, and its transfer syntax with that put right. */
export interface FoundEncoding {
  readonly encoding: DataSetEncoding;
  readonly transferSyntax: string;
}

/**
 * How the data set at a position is written: by its first element, whatever the file says, since some say
 * another encoding than they have. Compressed syntaxes stay as declared, native ones become what was found.
 *
 * @param declared - the Transfer Syntax UID, or undefined.
 */
export function findEncoding(
  bytes: Uint8Array,
  position: number,
  declared: string | undefined,
  warn: Warn,
): FoundEncoding {
  const syntax = declared === undefined ? undefined : transferSyntax(declared);
  const expected: DataSetEncoding = {
    explicit: syntax?.explicitVr ?? true,
    little: syntax?.littleEndian ?? true,
  };
  const vr = vrAt(bytes, position);
  const explicit = vr !== undefined && (isKnownVr(vr) || (declared !== undefined && expected.explicit));
  // Data sets begin with a low group, in practice 0008: one of its two bytes is zero.
  const [first, second] = [bytes[position], bytes[position + 1]];
  const little = first === 0 && second === 0 ? expected.little : first !== 0;
  const encoding = { explicit, little };
  const littleEndian = explicit ? EXPLICIT_VR_LITTLE_ENDIAN : IMPLICIT_VR_LITTLE_ENDIAN;
  const found = little ? littleEndian : EXPLICIT_VR_BIG_ENDIAN;
  if (declared === undefined) {
    warn(
      "TRANSFER_SYNTAX_ASSUMED",
      `it does not say its ${describeTag(TAGS.TransferSyntaxUID)}; it is read as ${found.name}`,
    );
    return { encoding, transferSyntax: found.uid };
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
  const changes = !asDeclared && syntax !== undefined && NATIVE.includes(syntax);
  return { encoding, transferSyntax: changes ? found.uid : declared };
}
