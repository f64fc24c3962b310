import type { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Widget } from "@lumino/widgets";
import { type RenderOutput, renderStill } from "../controls/renderOutput";

interface Place {
  readonly mime: string;
  readonly renderer: IRenderMime.IRenderer;
}

/**
 * Shows outputs as JupyterLab does, none of them trusted: whatever they say, they run nothing. An output of the MIME
 * type that its host has already goes to the renderer that is there, which keeps what the reader has set.
 *
 * @param onRenderer - is told each renderer before it is on the page.
 */
export function createRenderOutput(
  rendermime: IRenderMimeRegistry,
  onRenderer: (renderer: IRenderMime.IRenderer) => void,
): RenderOutput {
  const places = new WeakMap<HTMLElement, Place>();
  return async (output, host, signal) => {
    const { data, metadata } = output;
    const bundle = data as IRenderMime.IMimeModel["data"];
    const mime = rendermime.preferredMimeType(bundle, "ensure");
    if (mime === undefined) return renderStill(output, host, signal);
    await connected(host, signal);
    if (signal.aborted) return;
    let place = places.get(host);
    if (place?.mime !== mime) {
      place?.renderer.dispose();
      const renderer = rendermime.createRenderer(mime);
      place = { mime, renderer };
      places.set(host, place);
      host.replaceChildren();
      onRenderer(renderer);
      Widget.attach(renderer, host);
      signal.addEventListener("abort", () => release(renderer), { once: true });
    }
    const model = rendermime.createModel({
      data: bundle,
      metadata: metadata as IRenderMime.IMimeModel["metadata"],
      trusted: false,
    });
    await place.renderer.renderModel(model);
  };
}

/** Resolves when the element is on the page, where alone a widget can be attached, or nobody waits any more. */
function connected(host: HTMLElement, signal: AbortSignal): Promise<void> {
  if (host.isConnected) return Promise.resolve();
  return new Promise((resolve) => {
    const sizes = new ResizeObserver(() => {
      if (host.isConnected) end();
    });
    const end = () => {
      sizes.disconnect();
      resolve();
    };
    signal.addEventListener("abort", end, { once: true });
    sizes.observe(host);
  });
}

/** Lumino throws for a widget that it holds for attached and whose element went with what was around it. */
function release(renderer: Widget): void {
  if (!renderer.node.isConnected) renderer.clearFlag(Widget.Flag.IsAttached);
  renderer.dispose();
}
