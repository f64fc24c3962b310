import type { Page } from "playwright-core";
import { largeArrivals } from "./instrumentPage";
import { showWay, stopWatching } from "./openWays";
import type { Row } from "./row";
import { median, quantile } from "./statistics";
import { SLICE_VIEWER } from "./ways";

const TIMES = 7;
const MOST_MS = 300;

/** From the message that brings a viewer's output, before it is read, to its first picture on the page. */
export async function measureFirstPaint(page: Page): Promise<Row> {
  const times: number[] = [];
  for (let n = 0; n < TIMES; n++) {
    const open = await showWay(SLICE_VIEWER, page);
    if (open === null) throw new Error("the slice viewer's cell failed");
    const first = await open.watch.evaluate(({ painted }) => painted[0].time);
    await stopWatching(open);
    const arrived = (await largeArrivals(page)).filter((time) => time < first).at(-1) ?? Number.NaN;
    times.push(first - arrived);
  }
  return {
    name: "first paint of the viewer after its output arrives",
    value: `${median(times).toFixed(0)} / ${quantile(times, 0.9).toFixed(0)} ms`,
    goal: `<= ${MOST_MS} ms`,
    met: median(times) <= MOST_MS,
  };
}
