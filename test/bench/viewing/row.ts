/** A line of the report: what was measured, and whether it is what was asked for. */
export interface Row {
  readonly name: string;
  readonly value: string;
  readonly goal: string;
  /** null: there is nothing to measure yet. */
  readonly met: boolean | null;
}

/** What cannot be measured because it is not built. */
export const notThereYet = (name: string, goal: string): Row => ({
  name,
  value: "not there yet",
  goal,
  met: null,
});
