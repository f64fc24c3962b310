import { describedAs } from "../describe";
import { createBundle, type MimeBundle } from "../display/payload/bundle";
import type { Picture } from "../display/raster/picture";
import type { PngEffort } from "../display/raster/png";
import { findCapture } from "./output/capture";
import { displayInTslab, skipNextEmptyLine } from "./tslabBridge";

/** Something to show: a picture that says it all without an extension, and a richer form of it. */
export interface Content {
  readonly picture: Picture;
  /** What the picture shows, in words. */
  readonly alt: string;
  /** The interactive form, made only when it is shown; the picture beside it takes so many bytes of the output. */
  readonly rich?: (pictureBytes: number) => { readonly mime: string; readonly payload: unknown };
}

/** An output that was shown; outside a notebook, what would have been shown. */
export interface Shown {
  readonly bundle: MimeBundle;
  /** The output's display id; null outside a notebook. */
  readonly displayId: string | null;
}

/** Shows the content as an output of the running cell, or hands it to whoever captures the call. */
export function show(content: Content): Shown {
  const { picture, alt, rich } = content;
  const create = (effort: PngEffort) => createBundle(picture, { alt, effort, ...(rich && { rich }) });
  const capture = findCapture();
  if (capture !== undefined) {
    capture.outputs.push({ alt, picture, createBundle: create });
    return createShown({ data: { "text/plain": alt }, metadata: {} }, null);
  }
  const bundle = create("small");
  return createShown(bundle, displayInTslab(bundle));
}

/** The width in pixels that whoever captures wants; undefined when nobody does. */
export function wantedWidth(): number | undefined {
  return findCapture()?.width;
}

/** The handle of an output. */
export function createShown(bundle: MimeBundle, displayId: string | null): Shown {
  const alt = String(bundle.data["text/plain"]);
  return describedAs(
    { bundle, displayId },
    () => printHandle(displayId, alt),
    () => alt,
  );
}

/** As a cell's last expression a handle prints nothing: the picture is there already. */
export function printHandle(displayId: string | null, otherwise: string): string {
  if (displayId === null) return otherwise;
  skipNextEmptyLine();
  return "";
}
