import { setTimeout as wait } from "node:timers/promises";
import { KEY_EVERY_MS } from "./measureRun";
import { goHome, type OpenWay, settle } from "./openWays";
import { notThereYet, type Row } from "./row";
import { median, quantile } from "./statistics";

const BURSTS = 15;
const STEPS = 6;
const MOST_MS = 80;
const GOAL = `<= ${MOST_MS} ms`;

/** From the last of some quick steps to the picture at full resolution, which the kernel has to send. */
export async function measureFullResolution(open: OpenWay): Promise<Row> {
  const name = "full resolution after the last step";
  if (!(await open.output.locator(".tsd-viewer[data-kind]").count())) return notThereYet(name, GOAL);
  await goHome(open);
  return { name, ...(await measureBursts(open)) };
}

/** The same in the coronal plane, of which nothing is in the notebook; from the middle on, where all is body. */
export async function measureCoronal(open: OpenWay): Promise<Row> {
  const name = "a coronal slice";
  const planes = open.output.locator("select.tsd-layout");
  if (!(await open.output.locator(".tsd-viewer[data-plane]").count()) || !(await planes.count())) {
    return notThereYet(name, GOAL);
  }
  await planes.selectOption("coronal");
  await settle(open);
  await open.slider.focus();
  return { name, ...(await measureBursts(open)) };
}

async function measureBursts(open: OpenWay): Promise<Omit<Row, "name">> {
  const times: number[] = [];
  for (let burst = 0; burst < BURSTS; burst++) {
    const before = await open.watch.evaluate(({ painted }) => painted.length);
    for (let n = 0; n < STEPS; n++) {
      await open.page.keyboard.press("ArrowRight");
      await wait(KEY_EVERY_MS);
    }
    await settle(open);
    times.push(
      await open.watch.evaluate(({ painted, keys }, from) => {
        const key = keys.at(-1) ?? Number.NaN;
        const exact = painted.slice(from).find(({ time, kind }) => time > key && kind === "exact");
        return (exact?.time ?? Number.POSITIVE_INFINITY) - key;
      }, before),
    );
  }
  return {
    value: `${median(times).toFixed(0)} / ${quantile(times, 0.9).toFixed(0)} ms`,
    goal: GOAL,
    met: median(times) <= MOST_MS,
  };
}
