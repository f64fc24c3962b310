import { readViewerPayload } from "tslab-dicom/contract";
import { createElement } from "./dom/createElement";
import { readFigure } from "./plotly/figure";
import { LiveContexts } from "./plotly/liveContexts";
import { Plot } from "./plotly/plot";
import type { Plotly } from "./plotly/plotlyApi";
import { describeFailure } from "./viewer/describeFailure";
import { Viewer } from "./viewer/viewer";

/**
 * The viewer without Jupyter, for a page of `exportHtml`: finds the outputs that are marked on the page and makes each
 * live when it comes near; its picture stays until then, and on paper.
 */

/** Plotly, which the page brings when it has figures. */
declare const tsdPlotly: { readonly default: Plotly } | undefined;

const LIVE_PLOTS = 6;
/** Outputs come alive this far below the window, in CSS pixels, so that they are there when they are seen. */
const NEAR = "800px";

const contexts = new LiveContexts(LIVE_PLOTS);
const sight = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      sight.unobserve(target);
      void enliven(target);
    }
  },
  { rootMargin: NEAR },
);
for (const output of document.querySelectorAll(".tsp-live")) sight.observe(output);

async function enliven(output: HTMLElement): Promise<void> {
  const payload: unknown = JSON.parse(output.querySelector("script")?.textContent ?? "null");
  // Beside the picture and of its width, but not seen: what is drawn knows how much room it has.
  const host = createElement("div", "tsp-host tsp-waiting");
  output.append(host);
  const problem = await (output.dataset.kind === "viewer"
    ? showViewer(host, payload)
    : showFigure(host, payload, output.querySelector("img")));
  if (problem) {
    host.remove();
    output.prepend(createElement("p", "tsp-problem", { role: "status" }, problem));
    return;
  }
  host.classList.remove("tsp-waiting");
  output.classList.add("tsp-alive");
}

/** Shows a viewer in a host; what went wrong as a sentence, "" for nothing. */
async function showViewer(host: HTMLElement, payload: unknown): Promise<string> {
  const reading = readViewerPayload(payload);
  if ("problem" in reading) return `This output cannot be moved: ${reading.problem}.`;
  const viewer = new Viewer(host);
  try {
    await viewer.show(reading.payload);
    return "";
  } catch (error) {
    viewer.dispose();
    return describeFailure(error);
  }
}

/** Shows a figure in a host in the same way; its picture is what it shows until it is drawn. */
async function showFigure(
  host: HTMLElement,
  payload: unknown,
  still: HTMLImageElement | null,
): Promise<string> {
  const reading = readFigure(payload);
  if ("problem" in reading) return `This figure cannot be turned: ${reading.problem}.`;
  const plot = new Plot(host, { contexts, loadPlotly, onLeave: giveUpFocus });
  await plot.show({ figure: reading.payload, picture: copyPicture(still), alt: still?.alt ?? "" });
  return "";
}

/** The plot has its own, which it shows whenever it is not live; that of the page is for paper. */
function copyPicture(still: HTMLImageElement | null): HTMLImageElement | null {
  return still && createElement("img", "tsd-picture", { alt: still.alt, src: still.src });
}

async function loadPlotly(): Promise<Plotly> {
  if (typeof tsdPlotly === "undefined") throw new Error("The page has no Plotly.");
  return tsdPlotly.default;
}

function giveUpFocus(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
