import { KEY_EVERY_MS, type Run } from "./measureRun";
import type { Step, Walk } from "./measureSteps";
import type { Row } from "./row";
import { median, quantile } from "./statistics";
import type { Way } from "./ways";

/** What became of one way; null where it does not work yet. */
export interface Outcome {
  readonly way: Way;
  readonly measured: { readonly walk: Walk; readonly run: Run } | null;
}

/** A display shows sixty pictures a second. */
const FRAME_MS = 16;

const pair = (values: readonly number[]) =>
  values.some(Number.isFinite)
    ? `${median(values).toFixed(1)} / ${quantile(values, 0.9).toFixed(1)}`
    : "not known";
const paintedOf = (steps: readonly Step[]) => steps.map(({ painted }) => painted);
const readyOf = (steps: readonly Step[]) => steps.map(({ ready }) => ready);

/** The ways beside each other, as a table in Markdown. */
export function waysTable(outcomes: readonly Outcome[], slices: number): string {
  const rows = outcomes.map(({ way, measured }) => {
    if (measured === null) return [way.name, "not there yet", "", "", "", "", "", ""];
    const { walk, run } = measured;
    return [
      way.name,
      pair(paintedOf(walk.first)),
      pair(paintedOf(walk.again)),
      pair(readyOf(walk.first)),
      pair(readyOf(walk.again)),
      ((run.slices - 1) / run.seconds).toFixed(1),
      `${run.slices} of ${slices} (keys every ${run.keyEvery.toFixed(0)} ms)`,
      walk.wrong === 0 ? "yes" : `NO, ${walk.wrong} wrong`,
    ];
  });
  return table(
    [
      "key press to picture, ms: median / p90",
      "painted, first time",
      "painted, again",
      "ready, first time",
      "ready, again",
      `slices a second, keys every ${KEY_EVERY_MS} ms`,
      "painted",
      "pictures right",
    ],
    rows,
  );
}

/** How many times as long the ways of Python take for a step, by the medians, and what was asked for. */
export function ratioRows(outcomes: readonly Outcome[], slices: number): readonly Row[] {
  const peers = outcomes.filter(({ way }) => !way.ours);
  return outcomes
    .filter(({ way }) => way.ours)
    .flatMap(({ way, measured }): Row[] => {
      // A live step is a round trip and a figure: it has to be quicker, no more.
      const isLive = way.name.endsWith("live");
      const factors = isLive ? [1, 1] : [15, 5];
      const goal = `> ${factors.join(", > ")} times`;
      const name = `${way.name} beside ${peers.map(({ way }) => way.name).join(" and ")}`;
      if (measured === null) return [{ name, value: "not there yet", goal, met: null }];
      const ratios = (times: (walk: Walk) => readonly number[]) =>
        peers.map((peer) =>
          peer.measured ? median(times(peer.measured.walk)) / median(times(measured.walk)) : Number.NaN,
        );
      const painted = ratios(({ first }) => paintedOf(first));
      const say = (numbers: readonly number[]) => numbers.map((ratio) => ratio.toFixed(1)).join(", ");
      const quicker: Row = {
        name,
        value: `${say(painted)} times as quick (again: ${say(ratios(({ again }) => paintedOf(again)))}; until ready: ${say(ratios(({ first }) => readyOf(first)))})`,
        goal,
        met: painted.every((ratio, i) => ratio >= factors[i]),
      };
      if (isLive) return [quicker];
      const ready = readyOf([...measured.walk.first, ...measured.walk.again]);
      const within = ready.filter((ms) => ms <= FRAME_MS).length;
      return [
        quicker,
        {
          name: `${way.name}: every slice painted with keys every ${KEY_EVERY_MS} ms`,
          value: `${measured.run.slices} of ${slices}`,
          goal: "all",
          met: measured.run.slices >= slices,
        },
        {
          name: `${way.name}: steps ready within one frame (${FRAME_MS} ms)`,
          value: `${within} of ${ready.length}, longest ${Math.max(...ready.filter(Number.isFinite)).toFixed(1)} ms`,
          goal: "all",
          met: within === ready.length,
        },
      ];
    });
}

/** What is asked of ours, line by line, as a table in Markdown. */
export function rowsTable(rows: readonly Row[]): string {
  return table(
    ["ours", "measured", "asked for", "met"],
    rows.map(({ name, value, goal, met }) => [name, value, goal, met === null ? "" : met ? "yes" : "NO"]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}
