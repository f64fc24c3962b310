import { readViewerPayload, VIEWER_MIME } from "tslab-dicom/contract";
import { shownBundle } from "./labPage";
import type { OpenWay } from "./openWays";
import type { Row } from "./row";

const BUDGET = 4_000_000;
const LEAST_SIDE = 256;

/** How large the pictures are that a viewer's output holds of every slice. */
export async function measurePreview({ page, index }: OpenWay): Promise<Row> {
  const bundle = await shownBundle(page, index);
  const reading = readViewerPayload(bundle?.[VIEWER_MIME]);
  if ("problem" in reading || reading.payload.kind !== "slices")
    throw new Error("the viewer shows no slices");
  const { preview, shape, exact } = reading.payload;
  const bytes = JSON.stringify(bundle).length;
  const [rows, columns] = preview ? [preview.rows, preview.columns] : [shape[1], shape[2]];
  return {
    name: `preview of all ${shape[0]} slices within 4 MB`,
    value: `${rows} x ${columns}, ${exact.length} exact; ${(bytes / 1e6).toFixed(2)} MB`,
    goal: `>= ${LEAST_SIDE} x ${LEAST_SIDE}`,
    met: bytes <= BUDGET && Math.min(rows, columns) >= LEAST_SIDE,
  };
}
