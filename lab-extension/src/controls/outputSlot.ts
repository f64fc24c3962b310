import type { ShownOutput } from "tslab-dicom/contract";
import { createElement } from "../dom/createElement";
import { createPngPicture } from "../dom/createPngPicture";
import { type RenderOutput, renderStill } from "./renderOutput";

/** The place of one output below the controls. */
export interface OutputSlot {
  readonly root: HTMLElement;
  /** Whether the output can take the place of the last one. */
  fits(output: ShownOutput): boolean;
  /** Makes the output; gives what shows it, at once. */
  prepare(output: ShownOutput): Promise<() => void>;
  dispose(): void;
}

/** The place of the first output of its kind. */
export function createOutputSlot(first: ShownOutput, render: RenderOutput): OutputSlot {
  return isPicture(first) ? createPictureSlot() : createRichSlot(kindOf(first), render);
}

/** A picture is loaded before it takes the place of the last, so that there is always one to see. */
function createPictureSlot(): OutputSlot {
  const root = createElement("div", "tsd-shown");
  return {
    root,
    fits: isPicture,
    prepare: async ({ data, metadata }) => {
      const image = createPngPicture(data, metadata);
      if (image === null) return () => undefined;
      keepSize(image, metadata["image/png"]);
      image.decoding = "sync"; // with the frame that shows it: `decode()` would wait for one before
      await loaded(image);
      return () => root.replaceChildren(image);
    },
    dispose: () => root.remove(),
  };
}

/** What is more than a picture stays where it is, so that a mesh keeps its camera and a viewer its slice. */
function createRichSlot(kind: string, render: RenderOutput): OutputSlot {
  const root = createElement("div", "tsd-shown");
  const life = new AbortController();
  return {
    root,
    fits: (output) => kindOf(output) === kind,
    prepare: async (output) => () => {
      render(output, root, life.signal).catch(() => renderStill(output, root, life.signal));
    },
    dispose: () => {
      life.abort();
      root.remove();
    },
  };
}

/** The MIME types of an output, which say what shows it. */
function kindOf({ data }: ShownOutput): string {
  return Object.keys(data).sort().join(" ");
}

/** Whether a PNG with its words is all there is. */
export function isPicture({ data }: ShownOutput): boolean {
  return kindOf({ data, metadata: {} }) === "image/png text/plain";
}

/** Resolves also where it cannot be loaded: then its words are seen. */
async function loaded(image: HTMLImageElement): Promise<void> {
  const end = new AbortController();
  await new Promise<Event>((resolve) => {
    for (const type of ["load", "error"]) image.addEventListener(type, resolve, { signal: end.signal });
  });
  end.abort();
}

/** Room of its own before it is decoded, in CSS pixels. */
function keepSize(image: HTMLImageElement, size: unknown): void {
  if (typeof size !== "object" || size === null) return;
  const { width, height } = size as { readonly width?: unknown; readonly height?: unknown };
  if (typeof width === "number" && width > 0) image.width = width;
  if (typeof height === "number" && height > 0) image.height = height;
}
