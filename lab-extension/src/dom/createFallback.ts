import { createElement } from "./createElement";
import { createPngPicture, describeBundle } from "./createPngPicture";

/** A sentence that says why there is nothing to move, and below it what else a MIME bundle has to show. */
export function createFallback(
  sentence: string,
  data: Readonly<Record<string, unknown>>,
  metadata: Readonly<Record<string, unknown>>,
): HTMLElement {
  const root = createElement(
    "div",
    "tsd-fallback",
    {},
    createElement("p", "tsd-sentence", { role: "status" }, sentence),
  );
  const rest = createPngPicture(data, metadata) ?? describeBundle(data, metadata);
  if (rest) root.append(rest);
  return root;
}
