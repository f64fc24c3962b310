import type { PlotElement } from "./plotlyApi";
import { readMember } from "./readMember";

/** Whether this browser draws with WebGL now. */
export function hasWebgl(): boolean {
  const canvas = document.createElement("canvas");
  const context = findContext(canvas);
  if (context) release(context);
  return context !== null;
}

/** Give back the WebGL contexts of canvases; Plotly itself leaves them to the garbage collector. */
export function releaseContexts(canvases: Iterable<HTMLCanvasElement>): void {
  for (const canvas of canvases) {
    const context = findContext(canvas);
    if (context) release(context);
  }
}

/**
 * Stop Plotly from waiting, frame by frame, for a lost context to come back: the picture takes over then. Plotly
 * has no option for it, so this reaches into its scenes, and does nothing where they look different.
 */
export function stopRecovery({ _fullLayout = {} }: PlotElement): void {
  for (const part of Object.values(_fullLayout)) {
    const glplot = readMember(readMember(part, "_scene"), "glplot");
    if (typeof glplot === "object" && glplot !== null && "oncontextloss" in glplot) {
      glplot.oncontextloss = null;
    }
  }
}

function findContext(canvas: HTMLCanvasElement): WebGLRenderingContext | WebGL2RenderingContext | null {
  return canvas.getContext("webgl2") ?? canvas.getContext("webgl");
}

function release(context: WebGLRenderingContext | WebGL2RenderingContext): void {
  context.getExtension("WEBGL_lose_context")?.loseContext();
}
