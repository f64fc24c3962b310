import { PLOTLY_MIME, readViewerPayload, VIEWER_MIME } from "tslab-dicom/contract";
import type { Output } from "./notebook";

/** The Plotly figures of an output: its own, or those that a function showed below its controls. */
export function findFigures(output: Output): readonly unknown[] {
  if (output.kind !== "shown") return [];
  if (PLOTLY_MIME in output.data) return [output.data[PLOTLY_MIME]];
  const reading = readViewerPayload(output.data[VIEWER_MIME]);
  const inner = "payload" in reading && reading.payload.kind === "controls" ? reading.payload.outputs : [];
  return inner.flatMap((each) =>
    each !== "picture" && PLOTLY_MIME in each.data ? [each.data[PLOTLY_MIME]] : [],
  );
}
