/**
 * Words and lines on any page: 4.5 to 1 on white, 4.2 on the #111 of JupyterLab's dark theme (WCAG 2.2 contrast ratios). No
 * grey has 4.5 on both; on white is where most figures are read and printed.
 */
export const NEUTRAL_INK: readonly [red: number, green: number, blue: number] = [118, 118, 118];
