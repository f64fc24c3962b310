/**
 * A text of the page in the reader's language: %1, %2, ... stand for the values. JupyterLab's translator gives it; the
 * texts of this extension are its English keys.
 */
export type Translate = (text: string, ...values: readonly string[]) => string;

/** The texts as they are written, where nobody translates. */
export const inEnglish: Translate = (text, ...values) =>
  text.replace(/%(\d)/g, (mark, number) => values[Number(number) - 1] ?? mark);
