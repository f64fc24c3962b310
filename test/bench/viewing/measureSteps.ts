import type { Painted } from "./createWatch";
import { goHome, type OpenWay, settle } from "./openWays";

/** One press of an arrow key and the picture it brought; milliseconds since the key. */
export interface Step {
  readonly painted: number;
  /** Ready for the next frame; NaN where the page does not say. */
  readonly ready: number;
}

export interface Walk {
  /** Slices not seen before, in ascending order. */
  readonly first: readonly Step[];
  /** The same back again. */
  readonly again: readonly Step[];
  /** Slices that showed another picture on the way back, or the same as another slice: 0 when all is right. */
  readonly wrong: number;
}

/** Steps of a way before it is the next one's turn, so that a busy moment of the machine hits all alike. */
const TURN = 15;

/** Steps through the first slices with the arrow keys, the ways by turns, and back. */
export async function measureSteps(ways: readonly OpenWay[], count: number): Promise<readonly Walk[]> {
  const walks = ways.map(() => ({
    first: [] as Step[],
    again: [] as Step[],
    sums: [] as number[],
    wrong: 0,
  }));
  for (const [i, open] of ways.entries()) {
    await goHome(open);
    walks[i].sums.push(await lastChecksum(open));
  }
  for (const [key, pass] of [
    ["ArrowRight", "first"],
    ["ArrowLeft", "again"],
  ] as const) {
    for (let from = 0; from < count; from += TURN) {
      for (const [i, open] of ways.entries()) {
        const walk = walks[i];
        await open.slider.focus();
        for (let n = from; n < Math.min(from + TURN, count); n++) {
          walk[pass].push(await measureStep(open, key));
          const sum = await lastChecksum(open);
          if (pass === "first") walk.sums.push(sum);
          else if (sum !== walk.sums[count - 1 - n]) walk.wrong++;
        }
      }
    }
  }
  return walks.map(({ first, again, sums, wrong }) => ({
    first,
    again,
    wrong: wrong + sums.length - new Set(sums).size,
  }));
}

async function measureStep(open: OpenWay, key: string): Promise<Step> {
  const before = await open.watch.evaluate(({ painted }) => painted.length);
  await open.page.keyboard.press(key);
  const [pressed, { time, ready }] = await open.watch.evaluate(
    async ({ next, keys }, after): Promise<[number, Painted]> => [
      keys.at(-1) ?? Number.NaN,
      await next(after),
    ],
    before,
  );
  await settle(open);
  return { painted: time - pressed, ready: ready - pressed };
}

const lastChecksum = ({ watch }: OpenWay): Promise<number> =>
  watch.evaluate(({ painted }) => painted.at(-1)?.checksum ?? 0);
