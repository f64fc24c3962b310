import type { Page } from "playwright-core";
import { step } from "../../../notebooks/.setup/step.mjs";
import { measureRun } from "./measureRun";
import { measureSteps } from "./measureSteps";
import { type OpenWay, showWay, stopWatching } from "./openWays";
import type { Outcome } from "./report";
import { WAYS, type Way } from "./ways";

/**
 * Measures every way in the pages of its language, one beside the other; the notebooks have their volumes loaded.
 *
 * @param steps - of each way in each direction
 */
export async function compareWays(
  pages: Readonly<Record<Way["language"], Page>>,
  slices: number,
  steps: number,
): Promise<readonly Outcome[]> {
  const shown: OpenWay[] = [];
  for (const way of WAYS) {
    const open = await step(`Showing: ${way.name}`, () => showWay(way, pages[way.language]));
    if (open) shown.push(open);
  }
  const walks = await step("Steps, the ways by turns", () =>
    measureSteps(shown, Math.min(steps, slices - 1)),
  );
  const outcomes: Outcome[] = [];
  for (const way of WAYS) {
    const i = shown.findIndex((open) => open.way === way);
    if (i >= 0) await stopWatching(shown[i]);
    // Shown anew, so that no picture is there before the run.
    const open = i >= 0 ? await showWay(way, pages[way.language]) : null;
    const run = open && (await step(`Through all slices: ${way.name}`, () => measureRun(open, slices)));
    outcomes.push({ way, measured: run && { walk: walks[i], run } });
    if (open) await stopWatching(open);
  }
  return outcomes;
}
