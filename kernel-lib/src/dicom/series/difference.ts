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

/** A difference in a value; only numbers are shown. */
export function differenceIn(tag: string, value: unknown): Difference {
  return { tag, value: typeof value === "number" ? shownNumber(value) : null };
}
