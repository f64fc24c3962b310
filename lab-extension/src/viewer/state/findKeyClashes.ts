import { foldKey, type KeyAction, type KeyTable } from "./keyTable";

export interface KeyClash {
  readonly key: string;
  /** Actions that have it, the one that it does first. */
  readonly actions: readonly (KeyAction | "measuring")[];
}

/** Keys that measuring takes while it has something to do with them, and Tab, which the browser takes. */
const MEASURING: readonly string[] = ["Enter", "Backspace", "Delete", "Tab"];

/** Keys that a reader's settings give to two actions, or to one beside measuring. */
export function findKeyClashes(keys: KeyTable): readonly KeyClash[] {
  const users = new Map<string, (KeyAction | "measuring")[]>(MEASURING.map((key) => [key, ["measuring"]]));
  for (const [action, of] of Object.entries(keys)) {
    for (const key of new Set(of.map(foldKey))) {
      users.set(key, [...(users.get(key) ?? []), action as KeyAction]); // a key of the table
    }
  }
  return [...users].filter(([, { length }]) => length > 1).map(([key, actions]) => ({ key, actions }));
}
