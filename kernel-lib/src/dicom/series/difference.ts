import type { NamedTag } from "../elements/tag";
import { shownNumber } from "../report/shownNumber";

/** Something in which volumes of one series, or volumes that read the same, are not alike. */
export interface Difference {
  /** Name of a tag: "Series Number". */
  readonly tag: string;
  /** Its value in this volume, where that cannot name a person; else null. */
  readonly value: string | null;
}

/** "differs in Series Number (2), Series Description", or "" for nothing. */
export function describeDifferences(differs: readonly Difference[]): string {
  if (differs.length === 0) return "";
  const list = differs.map(({ tag, value }) => (value === null ? tag : `${tag} (${value})`));
  return `differs in ${list.join(", ")}`;
}

/** Group of the patient. Of private elements, in odd groups, nobody knows what they say either. */
const PATIENT = 0x0010;

/** A difference in a value; only numbers are shown, and none of the patient or of a private element. */
export function differenceIn({ name, number }: Omit<NamedTag, "vr">, value: unknown): Difference {
  const group = number >>> 16;
  const shown = typeof value === "number" && group !== PATIENT && group % 2 === 0;
  return { tag: name, value: shown ? shownNumber(value) : null };
}
