/** What of a key press matters here. */
export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "getModifierState"
>;

/** With Ctrl or Cmd these edit the text of a field; JupyterLab would undo or select in the notebook. */
const EDITING: ReadonlySet<string> = new Set([
  ..."acvxyz",
  "backspace",
  "delete",
  "arrowleft",
  "arrowright",
  "arrowup",
  "arrowdown",
  "home",
  "end",
]);

/**
 * Whether a key that is pressed in an output is the notebook's: keys with Ctrl, Cmd or Alt, which save, run and search
 * everywhere, and Shift+Enter. Single keys are the output's, since the notebook's X cuts the cell.
 *
 * @param inField - the focus is in a field of text or numbers, which has its own keys for editing.
 */
export function isNotebookKey(press: KeyPress, inField: boolean): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  // AltGr, which writes letters, comes as Ctrl and Alt.
  if (!(ctrlKey || metaKey || altKey) || press.getModifierState("AltGraph"))
    return shiftKey && key === "Enter";
  return !(inField && EDITING.has(key.toLowerCase()));
}
