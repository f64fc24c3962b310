import { describedAs } from "../describe";
import { createBundle, type MimeBundle } from "../display/payload/bundle";
import type { Picture } from "../display/raster/picture";
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

/** Where contents go while `captureShown` runs, and how wide they should be. */
interface Capture {
  readonly contents: Content[];
  readonly width: number;
}

/** Set while `captureShown` runs: the one thing that a cell's verbs share, since none of them is handed to another. */
let capture: Capture | null = null;

/** Shows the content as an output of the running cell, or hands it to `captureShown`. */
export function show(content: Content): Shown {
  const { picture, alt, rich } = content;
  if (capture !== null) {
    capture.contents.push(content);
    return createShown({ data: { "text/plain": alt }, metadata: {} }, null);
  }
  const bundle = createBundle(picture, { alt, ...(rich && { rich }) });
  return createShown(bundle, displayInTslab(bundle));
}

/** The width in pixels that whoever captures wants; undefined when nobody does. */
export function wantedWidth(): number | undefined {
  return capture?.width;
}

/** What the function shows, without showing it. */
export function captureShown(run: () => void, width: number): Content[] {
  const before = capture;
  const contents: Content[] = [];
  capture = { contents, width };
  try {
    run();
  } finally {
    capture = before;
  }
  return contents;
}

function createShown(bundle: MimeBundle, displayId: string | null): Shown {
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
