import { describedAs } from "../describe";
import { createBundle, type MimeBundle } from "../display/payload/bundle";
import type { Picture } from "../display/raster/picture";
import type { PngEffort } from "../display/raster/png";
import { type Capture, findCapture } from "./output/capture";
import { openOutput, skipNextEmptyLine } from "./tslabBridge";

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

/** An output that can be shown again in its place. */
export interface ShownAgain extends Shown {
  /** Shows another bundle where this one is; outside a notebook it does nothing. */
  readonly showAgain: (bundle: MimeBundle) => void;
}

/** Shows the content as an output of the running cell, or hands it to whoever captures the call. */
export function show(content: Content): Shown {
  const { bundle, displayId } = showToChange(content);
  return createShown(bundle, displayId);
}

/**
 * The same, for whoever will show something else in its place. What comes back may be kept for as long as the kernel
 * runs, and no function here shares its scope with the picture, which would then be kept too.
 */
export function showToChange(content: Content): ShownAgain {
  const capture = findCapture();
  if (capture !== undefined) return keepFor(capture, content);
  const bundle = createContentBundle(content, "small");
  const output = openOutput();
  output?.show(bundle);
  return { bundle, displayId: output?.displayId ?? null, showAgain: (other) => output?.show(other) };
}

/** Shows words in their forms, richest first, in the same way; what has no picture can be no frame of a slider. */
export function showWords(data: MimeBundle["data"] & { readonly "text/plain": string }): Shown {
  const bundle: MimeBundle = { data, metadata: {} };
  const capture = findCapture();
  if (capture !== undefined) {
    capture.outputs.push({ alt: data["text/plain"], picture: null, createBundle: () => bundle });
    return createShown(bundle, null);
  }
  const output = openOutput();
  output?.show(bundle);
  return createShown(bundle, output?.displayId ?? null);
}

function keepFor(capture: Capture, content: Content): ShownAgain {
  const { alt, picture } = content;
  capture.outputs.push({ alt, picture, createBundle: (effort) => createContentBundle(content, effort) });
  return { bundle: { data: { "text/plain": alt }, metadata: {} }, displayId: null, showAgain: showNothing };
}

function showNothing(): void {}

function createContentBundle({ picture, alt, rich }: Content, effort: PngEffort): MimeBundle {
  return createBundle(picture, { alt, effort, ...(rich && { rich }) });
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

/**
 * As a cell's last expression a handle prints nothing: the picture is there already. Within a call that is captured
 * another output takes its words, and what tslab prints next is not its line.
 */
export function printHandle(displayId: string | null, otherwise: string): string {
  if (displayId === null || findCapture() !== undefined) return otherwise;
  skipNextEmptyLine();
  return "";
}
