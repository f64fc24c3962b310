import type { Picture } from "../raster/picture";
import { encodePng, type PngEffort } from "../raster/png";
import { toBase64 } from "./budget";

/** One output in several forms, richest first; whoever opens the notebook shows the first that it knows. */
export interface MimeBundle {
  readonly data: { readonly [mime: string]: unknown };
  readonly metadata: { readonly [mime: string]: unknown };
}

export interface BundleOptions {
  /** What the picture shows, in words. */
  readonly alt: string;
  /** @default "small" */
  readonly effort?: PngEffort;
  /** The interactive forms by MIME type, the richest first, made when the bytes that the PNG takes are known. */
  readonly rich?: (pictureBytes: number) => Readonly<Record<string, unknown>>;
}

/** A picture as an output: PNG and text, and an interactive form where there is one. */
export function createBundle(picture: Picture, options: BundleOptions): MimeBundle {
  const { alt } = options;
  const png = toBase64(encodePng(picture, options.effort));
  const rich = options.rich?.(png.length);
  return {
    data: {
      ...rich,
      "image/png": png,
      "text/plain": alt,
    },
    // Size in CSS pixels and the words for people who do not see it, as nbconvert and JupyterLab read them.
    metadata: { "image/png": { width: picture.width, height: picture.height, alt } },
  };
}
