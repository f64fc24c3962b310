import type { Page } from "playwright-core";
import { measureSliderDrag, measureWindowDrag } from "./measureDrags";
import { measureFirstPaint } from "./measureFirstPaint";
import { measureCoronal, measureFullResolution } from "./measureLive";
import { measurePreview } from "./measurePreview";
import { showWay, stopWatching } from "./openWays";
import type { Row } from "./row";
import { SLICE_VIEWER } from "./ways";

/** What is asked of the slice viewer alone. */
export async function measureViewer(page: Page, slices: number): Promise<readonly Row[]> {
  const rows = [await measureFirstPaint(page)];
  const open = await showWay(SLICE_VIEWER, page);
  if (open === null) throw new Error("the slice viewer's cell failed");
  rows.push(await measurePreview(open));
  rows.push(await measureWindowDrag(open)); // first: the slice it begins with is there in full
  rows.push(await measureSliderDrag(open, slices));
  rows.push(await measureFullResolution(open));
  rows.push(await measureCoronal(open));
  await stopWatching(open);
  return rows;
}
