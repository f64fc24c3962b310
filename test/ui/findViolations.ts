import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** What axe finds to mend in the parts of a page that fit a selector: the rule, and the elements. */
export async function findViolations(page: Page, selector: string): Promise<readonly string[]> {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core/axe.min.js") });
  return page.evaluate(async (include) => {
    const { axe } = window as unknown as {
      axe: { run(on: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run({ include: [[include]] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  }, selector);
}
