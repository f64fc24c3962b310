import { setTimeout as wait } from "node:timers/promises";
import { countSlices } from "./countSlices";
import type { Painted } from "./createWatch";
import { goHome, type OpenWay, settle } from "./openWays";
import { median } from "./statistics";

export interface Run {
  /** Different slices that came to the page, the first among them. */
  readonly slices: number;
  /** From the first key to the last picture. */
  readonly seconds: number;
  /** Between keys as they reached the page: milliseconds, median. */
  readonly keyEvery: number;
}

/** A key that is held repeats about as fast. */
export const KEY_EVERY_MS = 30;

/** Runs from the first slice to the last, a key every 30 ms whether or not the pictures keep up. */
export async function measureRun(open: OpenWay, slices: number): Promise<Run> {
  await goHome(open);
  const before = await open.watch.evaluate(({ painted, keys }) => [painted.length, keys.length]);
  const presses: Promise<void>[] = [];
  for (let n = 0; n < slices - 1; n++) {
    presses.push(open.page.keyboard.press("ArrowRight"));
    await wait(KEY_EVERY_MS);
  }
  await Promise.all(presses);
  await settle(open);
  const [pictures, keys] = await open.watch.evaluate(
    ({ painted, keys }, [pictures, presses]): [Painted[], number[]] => [
      painted.slice(pictures - 1),
      keys.slice(presses),
    ],
    before,
  );
  return {
    slices: countSlices(pictures),
    seconds: ((pictures.at(-1)?.time ?? Number.NaN) - keys[0]) / 1000,
    keyEvery: median(keys.slice(1).map((key, i) => key - keys[i])),
  };
}
