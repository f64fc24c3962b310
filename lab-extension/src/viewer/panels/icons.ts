import { createSvg } from "../../dom/createSvg";

/** Lines on a field of 16 x 16. */
const PATHS = {
  window: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12M8 2v12M8 5h4M8 8h6M8 11h4",
  crosshair: "M8 1.5v4.5M8 10v4.5M1.5 8h4.5M10 8h4.5",
  zoom: "M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M10.3 10.3l3.7 3.7M5 7h4M7 5v4",
  distance: "M2.5 13.5l11-11M1.5 11.5l3 3M11.5 1.5l3 3",
  angle: "M13 3l-10.5 10h12M7 13a6 6 0 0 0-1.2-3.3",
  ellipse: "M8 4a6 4 0 1 0 0 8a6 4 0 1 0 0-8",
  fit: "M1.5 3h13v10h-13zM5 6h6v4h-6z",
  fullScreen: "M2.5 6v-3.5h3.5M10 2.5h3.5v3.5M13.5 10v3.5h-3.5M6 13.5h-3.5v-3.5",
  play: "M4.5 2.5l8.5 5.5l-8.5 5.5z",
  pause: "M5 3v10M11 3v10",
  save: "M8 2v8M4.8 7l3.2 3.2l3.2-3.2M2.5 11v2.5h11v-2.5",
  hide: "M1.5 8c3-5.5 10-5.5 13 0c-3 5.5-10 5.5-13 0M8 6a2 2 0 1 0 0 4a2 2 0 1 0 0-4",
} as const;

type IconName = keyof typeof PATHS;

/** A small picture for a button, in the colour of its text; the button says what it means. */
export function createIcon(name: IconName): SVGSVGElement {
  const path = createSvg("path", { d: PATHS[name] });
  return createSvg("svg", { class: "tsd-icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, path);
}
