import { describedAs } from "../describe";
import { createBundle, type MimeBundle } from "../display/payload/bundle";
import type { Picture } from "../display/raster/picture";
import type { PngEffort } from "../display/raster/png";
import { type Capture, findCapture } from "./output/capture";
import { createProgressBar, type ProgressBar } from "./progressBar";
import { type CellOutput, openOutput, skipNextEmptyLine } from "./tslabBridge";

/** Something to show: a picture that says it all without an extension, and a richer form of it. */
export interface Content {
  readonly picture: Picture;
  /** What the picture shows, in words. */
  readonly alt: string;
  /** The interactive forms by MIME type, the richest first, made only when they are shown; the picture beside them takes so many bytes of the output. */
  readonly rich?: (pictureBytes: number) => Readonly<Record<string, unknown>>;
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

/** Work on a content: says how far it is, and shows what came of it. */
export interface Work extends Pick<ProgressBar, "update" | "announce"> {
  /**
   * Shows the content where the bar was. What comes back may be kept for as long as the kernel runs, and no function there
   * shares its scope with the picture, which would then be kept too.
   */
  readonly show: (content: Content) => ShownAgain;
}

/** Shows the content as an output of the running cell, or hands it to whoever captures the call. */
export function show(content: Content): Shown {
  return toShown(showWork("Drawing", (work) => work.show(content)));
}

/**
 * What `run` gives. Until it shows something its output is a bar, which appears when it takes longer than a moment; of a
 * call that is captured no bar is seen.
 *
 * @param title - what goes on: "Drawing".
 */
export function showWork<T>(title: string, run: (work: Work) => T): T {
  const capture = findCapture();
  if (capture !== undefined) {
    return run({ update: doNothing, announce: doNothing, show: (content) => keepFor(capture, content) });
  }
  const output = openOutput();
  const bar = createProgressBar(title, output);
  try {
    return run({
      ...bar,
      show: (content) => {
        const bundle = createContentBundle(content, "small");
        bar.leave();
        return showIn(output, bundle);
      },
    });
  } catch (error) {
    bar.end(`${bar.text()} stopped`);
    throw error;
  }
}

function showIn(output: CellOutput | null, bundle: MimeBundle): ShownAgain {
  output?.show(bundle);
  return { bundle, displayId: output?.displayId ?? null, showAgain: (other) => output?.show(other) };
}

/** Shows words in their forms, richest first, in the same way; what has no picture can be no frame of a slider. */
export function showWords(data: MimeBundle["data"] & { readonly "text/plain": string }): Shown {
  const bundle: MimeBundle = { data, metadata: {} };
  const capture = findCapture();
  if (capture !== undefined) {
    capture.outputs.push({ alt: data["text/plain"], picture: null, createBundle: () => bundle });
    return toShown({ bundle, displayId: null });
  }
  const output = openOutput();
  output?.show(bundle);
  return toShown({ bundle, displayId: output?.displayId ?? null });
}

function keepFor(capture: Capture, content: Content): ShownAgain {
  const { alt, picture } = content;
  capture.outputs.push({ alt, picture, createBundle: (effort) => createContentBundle(content, effort) });
  return { bundle: { data: { "text/plain": alt }, metadata: {} }, displayId: null, showAgain: doNothing };
}

function doNothing(): void {}

function createContentBundle({ picture, alt, rich }: Content, effort: PngEffort): MimeBundle {
  return createBundle(picture, { alt, effort, ...(rich && { rich }) });
}

/** The width in pixels that whoever captures wants; undefined when nobody does. */
export function wantedWidth(): number | undefined {
  return findCapture()?.width;
}

/** The handle of an output. */
export function toShown({ bundle, displayId }: Shown): Shown {
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
