import { element } from "./element";
import { bundleText, pngPicture } from "./pngPicture";

/** A sentence that says why there is nothing to move, and below it what else a MIME bundle has to show. */
export function fallback(
  sentence: string,
  data: Readonly<Record<string, unknown>>,
  metadata: Readonly<Record<string, unknown>>,
): HTMLElement {
  const root = element("div", "tsd-fallback", {}, element("p", "tsd-sentence", { role: "status" }, sentence));
  const rest = pngPicture(data, metadata) ?? bundleText(data, metadata);
  if (rest) root.append(rest);
  return root;
}
