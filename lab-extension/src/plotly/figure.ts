import { findMapTrace, type Reading } from "tslab-dicom/contract";
import type { PageFigure } from "./plotlyApi";

/** A figure of Plotly's MIME type, as far as it is looked into here. */
export interface FigurePayload {
  readonly data: readonly Record<string, unknown>[];
  readonly layout: Record<string, unknown>;
  readonly config: Record<string, unknown>;
  readonly frames: readonly Record<string, unknown>[];
}

export interface PageLook {
  /** CSS pixels there is room for. */
  readonly width: number;
  /** Colour of text. */
  readonly color: string;
}

const DEFAULT_HEIGHT = 450;

/** The figure in a MIME bundle's value, or what is wrong with it. */
export function readFigure(value: unknown): Reading<FigurePayload> {
  if (!isRecord(value) || !Array.isArray(value.data) || !value.data.every(isRecord)) {
    return { problem: "the figure has no list of traces" };
  }
  const { data, layout = {}, config = {}, frames = [] } = value;
  if (!isRecord(layout)) return { problem: "the layout of the figure is not an object" };
  if (!isRecord(config)) return { problem: "the config of the figure is not an object" };
  const map = findMapTrace(value);
  if (map)
    return { problem: `a trace of type "${map}" is drawn over a map that would be loaded from elsewhere` };
  return {
    payload: { data, layout, config, frames: Array.isArray(frames) ? frames.filter(isRecord) : [] },
  };
}

/** Whether a figure says itself what colour its text has. */
export function setsFontColour({ layout }: FigurePayload): boolean {
  return isRecord(layout.font) && typeof layout.font.color === "string";
}

/**
 * What is handed to Plotly: a copy of the figure (Plotly writes into what it gets) that fits the page, sends
 * nothing anywhere, leaves the wheel to the page, and takes the page's colours where it sets none.
 */
export function fitFigure({ data, layout, config, frames }: FigurePayload, look: PageLook): PageFigure {
  const font = isRecord(layout.font) ? layout.font : {};
  return {
    data: structuredClone(data).map(correctHover),
    layout: {
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      ...colorTools(layout, look.color),
      uirevision: true, // the camera stays when the figure is shown anew
      ...structuredClone(layout),
      ...fitPlot(layout, look.width),
      font: { color: look.color, ...font },
    },
    config: {
      responsive: true,
      ...config,
      displaylogo: false,
      scrollZoom: false,
      showSendToCloud: false,
      showEditInChartStudio: false,
      plotlyServerURL: "",
    },
    ...(frames.length > 0 ? { frames: structuredClone(frames) } : {}),
  };
}

/** Plotly's tools, white on grey where the paper is transparent, in the colour of the page's text where the page shows through. */
export function colorTools(
  layout: FigurePayload["layout"],
  color: string,
): { readonly modebar?: Readonly<Record<string, string>> } {
  if ("modebar" in layout || "paper_bgcolor" in layout) return {};
  const faded = color.replace(/^rgb\((.*)\)$/, "rgba($1, 0.6)");
  return { modebar: { bgcolor: "rgba(0,0,0,0)", color: faded, activecolor: color } };
}

/**
 * A trace without the hover labels that would be wrong: for meshes coloured by face, Plotly 4.1 labels the
 * face's centre in the units of its own scene instead of the data's.
 */
function correctHover(trace: Record<string, unknown>): Record<string, unknown> {
  const byFace = trace.type === "mesh3d" && (trace.intensitymode === "cell" || "facecolor" in trace);
  return byFace ? { ...trace, hoverinfo: "skip" } : trace;
}

/** The figure's own size, made narrower in proportion where the page has less room. */
export function fitPlot(
  layout: Readonly<Record<string, unknown>>,
  room: number,
): { readonly width: number; readonly height: number } {
  const width = isLength(layout.width) ? layout.width : room;
  const height = isLength(layout.height) ? layout.height : DEFAULT_HEIGHT;
  const scale = isLength(layout.width) ? Math.min(1, room / width) : 1;
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isLength(value: unknown): value is number {
  return typeof value === "number" && value > 0 && Number.isFinite(value);
}
