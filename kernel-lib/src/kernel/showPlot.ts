import { PLOTLY_MIME } from "../contract";
import { describedAs } from "../describe";
import { drawPlot } from "../display/plot/drawPlot";
import { createPlotlyPlot, MOST_LIVE_POINTS } from "../display/plot/plotlyPlot";
import type { PlotModel } from "../display/plot/plotModel";
import { printHandle, type Shown, show } from "./show";

/** Shows a plot and hands out the numbers in it with its handle; one of very many points as a picture alone. */
export function showPlot<T extends object>(model: PlotModel, alt: string, data: T): Shown & T {
  const points = model.series.reduce((sum, { x }) => sum + x.length, 0);
  const shown = show({
    picture: drawPlot(model),
    alt,
    ...(points <= MOST_LIVE_POINTS && {
      rich: () => ({ [PLOTLY_MIME]: createPlotlyPlot(model) }),
    }),
  });
  return describedAs(
    { ...shown, ...data },
    () => printHandle(shown.displayId, alt),
    () => alt,
  );
}
