import {
  MESH_MIME,
  PLOTLY_MIME,
  readMeshPayload,
  readViewerPayload,
  type ShownOutput,
  VIEWER_MIME,
} from "tslab-dicom/contract";
import { type RenderOutput, renderStill } from "./controls/renderOutput";
import { createElement } from "./dom/createElement";
import { createPngPicture, describeBundle } from "./dom/createPngPicture";
import { inEnglish } from "./dom/translate";
import { MeshView } from "./mesh/meshView";
import { readFigure } from "./plotly/figure";
import { PAGE_CONTEXTS } from "./plotly/pageContexts";
import { Plot } from "./plotly/plot";
import type { Plotly } from "./plotly/plotlyApi";
import { describeFailure } from "./viewer/describeFailure";
import { Viewer } from "./viewer/viewer";

/**
 * The viewer without Jupyter, for a page of `exportHtml`: finds the outputs that are marked on the page and makes each
 * live when it comes near; its picture stays until then, and on paper.
 */

/** Plotly, which the page brings when it has figures: the smallest that draws all of them. */
declare const tsdPlotly: { readonly default: Plotly } | undefined;

/** Outputs come alive this far below the window, in CSS pixels, so that they are there when they are seen. */
const NEAR = "800px";

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
  const still = output.querySelector("img");
  const alt = still?.alt ?? "";
  const { kind } = output.dataset;
  const problem = await (kind === "viewer"
    ? showViewer(host, payload, readBundle(still))
    : kind === "mesh"
      ? showMesh(host, payload, copyPicture(still))
      : showFigure(host, payload, copyPicture(still), alt));
  if (problem) {
    host.remove();
    output.prepend(createElement("p", "tsp-problem", { role: "status" }, problem));
    return;
  }
  host.classList.remove("tsp-waiting");
  output.classList.add("tsp-alive");
}

/** Shows a viewer in a host; what went wrong as a sentence, "" for nothing. */
async function showViewer(host: HTMLElement, payload: unknown, beside: ShownOutput): Promise<string> {
  const reading = readViewerPayload(payload);
  if ("problem" in reading) return `This output cannot be moved: ${reading.problem}.`;
  const viewer = new Viewer(host, { render: renderOnPage });
  try {
    await viewer.show(reading.payload, { beside });
    return "";
  } catch (error) {
    viewer.dispose();
    return describeFailure(error);
  }
}

/** Shows a figure in a host in the same way; its picture is what it shows whenever it is not live. */
async function showFigure(
  host: HTMLElement,
  payload: unknown,
  picture: HTMLImageElement | null,
  alt: string,
): Promise<string> {
  const reading = readFigure(payload);
  if ("problem" in reading) return `This figure cannot be turned: ${reading.problem}.`;
  const plot = new Plot(host, { contexts: PAGE_CONTEXTS, loadPlotly, onLeave: giveUpFocus });
  await plot.show({ figure: reading.payload, picture, alt });
  return "";
}

/** Shows surfaces in a host in the same way. */
async function showMesh(
  host: HTMLElement,
  payload: unknown,
  picture: HTMLImageElement | null,
): Promise<string> {
  const reading = readMeshPayload(payload);
  if ("problem" in reading) return `These surfaces cannot be turned: ${reading.problem}.`;
  const view = new MeshView(host, {
    contexts: PAGE_CONTEXTS,
    loadPlotly,
    onLeave: giveUpFocus,
    translate: inEnglish,
  });
  await view.show({ payload: reading.payload, picture });
  return "";
}

/** Shows what a function showed below its controls: alive like any output, or as its picture. */
const renderOnPage: RenderOutput = async (output, host, signal) => {
  const { data, metadata } = output;
  host.replaceChildren();
  const show = () => {
    if (VIEWER_MIME in data) return showViewer(host, data[VIEWER_MIME], output);
    const picture = createPngPicture(data, metadata);
    if (MESH_MIME in data) return showMesh(host, data[MESH_MIME], picture);
    return showFigure(host, data[PLOTLY_MIME], picture, describeBundle(data, metadata));
  };
  const isLive = [VIEWER_MIME, MESH_MIME, PLOTLY_MIME].some((mime) => mime in data);
  if (!isLive || (await show()) !== "") await renderStill(output, host, signal);
};

/** The picture of the page stays there for paper. */
function copyPicture(still: HTMLImageElement | null): HTMLImageElement | null {
  return still && createElement("img", "tsd-picture", { alt: still.alt, src: still.src });
}

/** The picture of an output, which may be a part of its payload. */
function readBundle(still: HTMLImageElement | null): ShownOutput {
  const [, png] = /^data:image\/png;base64,(.*)$/.exec(still?.src ?? "") ?? [];
  if (!still || png === undefined) return { data: {}, metadata: {} };
  const { alt, width, height } = still;
  return {
    data: { "image/png": png, "text/plain": alt },
    metadata: { "image/png": { alt, ...(still.hasAttribute("width") && { width, height }) } },
  };
}

async function loadPlotly(): Promise<Plotly> {
  if (typeof tsdPlotly === "undefined") throw new Error("The page has no Plotly.");
  return tsdPlotly.default;
}

function giveUpFocus(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
