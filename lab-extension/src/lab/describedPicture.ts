import { RenderedImage } from "@jupyterlab/rendermime";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";

/** A picture as JupyterLab shows it, with the words that its output has for it: those JupyterLab leaves out. */
export class DescribedPicture extends RenderedImage {
  override async render(model: IRenderMime.IMimeModel): Promise<void> {
    await super.render(model);
    const { alt } = (model.metadata["image/png"] ?? {}) as { readonly alt?: unknown }; // of any notebook
    if (typeof alt === "string") this.node.querySelector("img")?.setAttribute("alt", alt);
  }
}
