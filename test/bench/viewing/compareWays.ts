import type { Page } from "playwright-core";
import { measureRun } from "./measureRun";
import { measureSteps } from "./measureSteps";
import { type OpenWay, showWay, stopWatching } from "./openWays";
import type { Outcome } from "./report";
import { WAYS, type Way } from "./ways";

/** Steps a way and direction. */
const STEPS = 60;

/** Measures every way in the pages of its language, one beside the other; the notebooks have their volumes loaded. */
export async function compareWays(
  pages: Readonly<Record<Way["language"], Page>>,
  slices: number,
): Promise<readonly Outcome[]> {
  const shown: OpenWay[] = [];
  for (const way of WAYS) {
    const open = await showWay(way, pages[way.language]);
    if (open) shown.push(open);
  }
  const walks = await measureSteps(shown, Math.min(STEPS, slices - 1));
  const outcomes: Outcome[] = [];
  for (const way of WAYS) {
    const i = shown.findIndex((open) => open.way === way);
    if (i >= 0) await stopWatching(shown[i]);
    // Shown anew, so that no picture is there before the run.
    const open = i >= 0 ? await showWay(way, pages[way.language]) : null;
    outcomes.push({ way, measured: open && { walk: walks[i], run: await measureRun(open, slices) } });
    if (open) await stopWatching(open);
  }
  return outcomes;
}
