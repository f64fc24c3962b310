/** Exported as `jupyterlab-tslab-dicom/export`: a page for people without Jupyter. Runs in Node.js. */

export { ExportError, type ExportProblem } from "./exportError";
export { type ExportResult, exportHtml } from "./exportHtml";
export type { ExportOptions } from "./exportOptions";
