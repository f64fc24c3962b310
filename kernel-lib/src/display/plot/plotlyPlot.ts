import { toBase64 } from "../payload/budget";
import { PLOTLY_CONFIG, type PlotlyArray, type PlotlyFigure, type PlotlyTrace } from "../payload/plotlyMesh";
import type { Rgb } from "../raster/picture";
import { hasDots } from "./drawPlot";
import { layOutPlot, type PlotLayout, ROW } from "./layOutPlot";
import {
  AREA_ALPHA,
  AXIS_TITLE_SIZE,
  DASHES,
  DOT_ALPHA,
  DOT_RADIUS,
  LABEL_SIZE,
  LINE_WIDTH,
  STEP_WIDTH,
  TITLE_SIZE,
} from "./plotLook";
import type { PlotAxis, PlotModel, PlotSeries } from "./plotModel";

/** Points of all series up to which a plot is live: two megabytes of the notebook. */
export const MOST_LIVE_POINTS = 100_000;

/** Pixels between the numbers of an axis and its title, and by which Plotly sets the rows of a legend too low. */
const STANDOFF = 8;
const LEGEND_RISE = 5;
/** Seen on white and on black. */
const GRID = "rgba(128, 128, 128, 0.25)";
const AXIS = "rgba(128, 128, 128, 0.9)";

/**
 * The plot for Plotly, of the size and with the places of its picture. It has traces of the type "scatter" alone, which
 * the smallest distribution draws, and no colour of words or paper, which are the page's.
 */
export function createPlotlyPlot(model: PlotModel): PlotlyFigure {
  const { width, height, title } = model;
  const layout = layOutPlot(model);
  const { box, legend, legendTop } = layout;
  return {
    data: model.series.map((series) => traceSeries(model, series)),
    layout: {
      width,
      height,
      margin: {
        l: box.x,
        r: width - box.x - box.width,
        t: box.y,
        b: height - box.y - box.height,
      },
      ...(title !== "" && { title: titleAt(layout.titleLines, height) }),
      xaxis: { ...axis(model.x, layout.xTicks.length), title: axisTitle(model.x) },
      yaxis: { ...axis(model.y, layout.yTicks.length), title: axisTitle(model.y) },
      hovermode: "closest",
      showlegend: legend.length > 0,
      legend: {
        orientation: "h",
        x: 0,
        xanchor: "left",
        y: 1 + (box.y - legendTop + LEGEND_RISE) / box.height,
        yanchor: "top",
        font: { size: LABEL_SIZE },
        bgcolor: "rgba(0, 0, 0, 0)",
      },
      shapes: layout.marks.map((placed) => drawLine(layout, placed)),
      annotations: layout.marks
        .filter(({ lines }) => lines.length > 0)
        .map((placed) => annotate(layout, placed)),
    },
    config: PLOTLY_CONFIG,
  };
}

function traceSeries({ x, y }: PlotModel, series: PlotSeries): PlotlyTrace {
  const { color, look, name } = series;
  const mode = look === "dots" ? "markers" : hasDots(series) ? "lines+markers" : "lines";
  return {
    type: "scatter",
    mode,
    name: plain(name),
    showlegend: name !== "",
    x: encodeDoubles(series.x),
    y: encodeDoubles(series.y),
    ...(look !== "dots" && {
      line: {
        color: cssColor(color),
        width: look === "steps" ? STEP_WIDTH : LINE_WIDTH,
        shape: look === "steps" ? "hv" : "linear",
      },
    }),
    ...(look === "steps" && { fill: "tozeroy", fillcolor: tint(color) }),
    ...(mode !== "lines" && {
      marker: { color: cssColor(color), size: 2 * DOT_RADIUS, opacity: look === "dots" ? DOT_ALPHA : 1 },
    }),
    hovertemplate: `${plain(x.title)}: %{x:.6~g}<br>${plain(y.title)}: %{y:.6~g}<extra>${plain(name)}</extra>`,
  };
}

function axis({ range }: PlotAxis, ticks: number) {
  return {
    range,
    nticks: ticks + 1,
    gridcolor: GRID,
    zeroline: false,
    showline: true,
    linecolor: AXIS,
    ticks: "outside",
    tickcolor: AXIS,
    tickfont: { size: LABEL_SIZE },
    exponentformat: "none",
  };
}

function axisTitle({ title }: PlotAxis) {
  return { text: plain(title), font: { size: AXIS_TITLE_SIZE }, standoff: STANDOFF };
}

function titleAt(lines: readonly string[], height: number) {
  return {
    text: lines.map(plain).join("<br>"),
    font: { size: TITLE_SIZE },
    x: 0.5,
    xanchor: "center",
    y: 1 - 12 / height,
    yanchor: "top",
  };
}

function drawLine({ box, marksTop }: PlotLayout, { of, row }: PlotLayout["marks"][number]) {
  return {
    type: "line",
    x0: of.at,
    x1: of.at,
    yref: "paper",
    y0: 0,
    y1: 1 + (box.y - marksTop - row * ROW - 3) / box.height,
    line: { color: of.color ? cssColor(of.color) : AXIS, width: 1, dash: `${DASHES[0]}px,${DASHES[1]}px` },
  };
}

function annotate({ box, marksTop }: PlotLayout, { of, x, row, lines }: PlotLayout["marks"][number]) {
  return {
    text: lines.map(plain).join("<br>"),
    align: "left",
    showarrow: false,
    xref: "paper",
    x: (x - box.x) / box.width,
    xanchor: "left",
    yref: "paper",
    y: 1 + (box.y - marksTop - row * ROW) / box.height,
    yanchor: "top",
    font: { size: LABEL_SIZE, ...(of.color && { color: cssColor(of.color) }) },
  };
}

/** The colour as CSS has it. */
function cssColor([red, green, blue]: Rgb): string {
  return `rgb(${red}, ${green}, ${blue})`;
}

function tint([red, green, blue]: Rgb): string {
  return `rgba(${red}, ${green}, ${blue}, ${AREA_ALPHA})`;
}

/** Words as they are: Plotly takes some HTML in texts, and `%{` in templates. */
function plain(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("%{", "%&#123;");
}

function encodeDoubles(values: Float64Array): PlotlyArray {
  return { dtype: "f8", bdata: toBase64(values) };
}
