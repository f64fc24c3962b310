import type { Acquisition } from "../volume/acquisition";
import { TAGS } from "./elements/tags";
import type { SliceHeader } from "./image/readSliceHeader";
import { shownKernel } from "./report/shownKernel";

/** What writers put where no contrast agent was given. */
const NO_AGENT: ReadonlySet<string> = new Set(["", "NO", "NON", "NONE", "N", "N/A", "NULL", "0"]);

/** How a slice was made. What the tags say in free text comes as a yes, or as the name of a kernel, since it may be anything. */
export function readAcquisition({ frame: { elements }, sliceThickness }: SliceHeader): Acquisition {
  const kernel = shownKernel(elements.text(TAGS.ConvolutionKernel)?.split("\\").join(" ").trim() ?? "");
  const agent = elements.text(TAGS.ContrastBolusAgent)?.trim().toUpperCase() ?? "";
  const administered = elements.text(TAGS.ContrastBolusAgentAdministered)?.trim() ?? "";
  const [kVp = Number.NaN] = elements.decimals(TAGS.KVP) ?? [];
  return {
    kernel: kernel === "" ? null : kernel,
    kVp: kVp > 0 && kVp < Number.POSITIVE_INFINITY ? kVp : null,
    sliceThickness,
    contrast: !NO_AGENT.has(agent) || administered === "YES",
  };
}
