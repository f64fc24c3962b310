import type { ElementReader } from "../elements/elementReader";
import type { Tag } from "../elements/tag";

/** VRs of which a number is worth more than its text: "1.0" is "1". */
const DECIMAL: ReadonlySet<string> = new Set(["DS", "IS"]);

/** VRs of binary numbers. */
const BINARY: ReadonlySet<string> = new Set(["US", "SS", "UL", "SL", "UV", "SV", "AT"]);

/**
 * The value of any element as something that is equal where the values are: a number, or text or bytes as text;
 * undefined where it is absent or empty.
 */
export function readComparable(elements: ElementReader, tag: Tag): string | number | undefined {
  if (DECIMAL.has(tag.vr)) {
    const values = elements.decimals({ number: tag.number, vr: "DS" });
    if (values?.every(Number.isFinite)) return values.length === 1 ? values[0] : values.join("\\");
  }
  const bytes = elements.bytes(tag);
  if (bytes === undefined) return undefined;
  if (tag.vr === "US" && bytes.length === 2) return elements.uint16({ number: tag.number, vr: "US" });
  // Zeros and blanks are parts of their values.
  if (BINARY.has(tag.vr)) return Buffer.from(bytes).toString("hex");
  if (tag.vr === "FD" || tag.vr === "FL") {
    const values = elements.floats({ number: tag.number, vr: tag.vr });
    return values?.length === 1 ? values[0] : values?.join("\\");
  }
  // Padding is no part of a value: a blank behind text, a zero behind a UID.
  return (
    Buffer.from(bytes)
      .toString("latin1")
      .replace(/[ \0]+$/, "") || undefined
  );
}
