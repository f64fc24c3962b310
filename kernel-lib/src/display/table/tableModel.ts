/** What stands in a table. */
export type TableCell = string | number | bigint | boolean | null | undefined;

/** A column of a table as it is shown. */
export interface ShownColumn {
  /** With the unit: "mean (HU)". */
  readonly title: string;
  /** Numbers end below each other. */
  readonly align: "left" | "right";
}

/** A table in words. */
export interface TableModel {
  /** "" for none. */
  readonly title: string;
  readonly columns: readonly ShownColumn[];
  /** Row by row, a text for each column. */
  readonly cells: readonly (readonly string[])[];
  /** Sentences below it. */
  readonly notes: readonly string[];
}
