import type { ShownOutput } from "tslab-dicom/contract";
import { createPngPicture, describeBundle } from "../dom/createPngPicture";

/**
 * Shows an output inside the host; resolves when it can be seen. Called again with the same host it shows the next
 * output of the same kind in the place of the last, and the signal of the host's first call ends what it made.
 */
export type RenderOutput = (output: ShownOutput, host: HTMLElement, signal: AbortSignal) => Promise<void>;

/** The picture or the words of an output, where nobody shows more of it. */
export const renderStill: RenderOutput = async ({ data, metadata }, host) => {
  host.replaceChildren(createPngPicture(data, metadata) ?? describeBundle(data, metadata));
};
