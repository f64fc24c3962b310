import { stripVTControlCharacters } from "node:util";
import { MESH_MIME, PLOTLY_MIME, readViewerPayload, VIEWER_MIME } from "tslab-dicom/contract";
import { embedJson, escapeHtml } from "./escapeHtml";
import type { Bundle, Output } from "./notebook";
import { renderPicture } from "./renderPicture";

/** What comes alive on the page, by the mark that the page's script looks for. */
export type LiveKind = "viewer" | "mesh" | "figure";

/** The payload of each. */
const MIMES: Readonly<Record<LiveKind, string>> = {
  viewer: VIEWER_MIME,
  mesh: MESH_MIME,
  figure: PLOTLY_MIME,
};

/** How an output comes alive; null for one that does not. */
export function findLiveKind(output: Output): LiveKind | null {
  return output.kind === "shown" ? findKindOf(output.data) : null;
}

function findKindOf(data: Bundle): LiveKind | null {
  return (["viewer", "mesh", "figure"] as const).find((kind) => MIMES[kind] in data) ?? null;
}

/** Everything that comes alive in an output: also what a function showed below its controls. */
export function findLiveKinds(output: Output): readonly LiveKind[] {
  const kind = findLiveKind(output);
  if (kind === null || output.kind !== "shown") return [];
  const reading = readViewerPayload(output.data[VIEWER_MIME]);
  const inner = "payload" in reading && reading.payload.kind === "controls" ? reading.payload.outputs : [];
  const innerKinds = inner.map((each) => (each === "picture" ? null : findKindOf(each.data)));
  return [kind, ...innerKinds.filter((each) => each !== null)];
}

/**
 * An output as HTML: what it is without scripts, and beside it what the page's script makes live of it. Nothing of one
 * that holds nothing, as a bar of progress leaves it behind.
 */
export function renderOutput(output: Output): string {
  if (output.kind !== "shown") {
    const kind = output.kind === "thrown" ? "thrown" : output.stream;
    return renderText(output.text, kind);
  }
  const { data, metadata } = output;
  if (Object.keys(data).length === 0) return "";
  const still = renderPicture(data, metadata) ?? renderPlain(data);
  const kind = findLiveKind(output);
  if (!kind) return `<div class="tsp-output">${still}</div>`;
  const payload = data[MIMES[kind]];
  return `<div class="tsp-output tsp-live" data-kind="${kind}"><div class="tsp-still">${still}</div>
<script type="application/json">${embedJson(payload)}</script></div>`;
}

function renderPlain(data: Bundle): string {
  const plain = data["text/plain"];
  if (typeof plain === "string") return renderText(plain, "plain");
  const [mime] = Object.keys(data);
  return `<p class="tsp-missing">An output of ${escapeHtml(mime)}, which this page does not show.</p>`;
}

/** Text as it was printed, without the codes that colour it in a terminal. */
function renderText(text: string, kind: string): string {
  return `<pre class="tsp-text tsp-${kind}">${escapeHtml(stripVTControlCharacters(text))}</pre>`;
}
