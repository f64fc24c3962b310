import { createRequire } from "node:module";

/** The part of dicom-character-set, which has no types, that is used here. */
interface CharacterSets {
  readonly convertBytes: (charset: string, bytes: Uint8Array, options: { readonly vr: string }) => string;
}

let characterSets: CharacterSets | undefined;

/**
 * Text by its Specific Character Set (0008,0005), PS3.3 C.12.1.1.2; what does not fit the set, as Latin-1:
 * a name never makes a file unreadable.
 *
 * @param charset - all values with their backslashes; undefined where the data set names none.
 * @param vr - tells what resets code extensions, PS3.5 6.1.2.5.3; "LO" where it is not known.
 */
export function decodeText(bytes: Uint8Array, charset: string | undefined, vr = "LO"): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  const sets = (charset ?? "").split("\\").map(definedTerm);
  if (sets.every((set) => set === "" || set === "ISO_IR 6")) return latin1;
  // Code extensions may return to ASCII without naming it.
  if (sets.length > 1) sets.push("ISO 2022 IR 6");
  // Loaded with the first name that needs it: most loads read none.
  characterSets ??= createRequire(__filename)("dicom-character-set") as CharacterSets;
  try {
    const text = characterSets.convertBytes(sets.join("\\"), bytes, { vr });
    return text.includes("\ufffd") ? latin1 : text;
  } catch {
    return latin1;
  }
}

/** Writers put spaces, hyphens and underscores of the terms in each other's places. */
function definedTerm(term: string): string {
  const written = term.trim().toUpperCase();
  const [, extensions, number] = /^ISO[ _-]?(2022[ _-]?)?IR[ _-]?(\d+)$/.exec(written) ?? [];
  if (number === undefined) return written;
  return extensions === undefined ? `ISO_IR ${number}` : `ISO 2022 IR ${number}`;
}
