import type { NamedTag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import { shownImageType } from "../report/shownImageType";
import { shownKernel } from "../report/shownKernel";
import { shownModality } from "../report/shownModality";
import type { FrameTraits } from "./frameTraits";

/** Something that slices of one stack have in common. */
export interface StackRule {
  /** What it is read from; named in `join`, the rule is left out. */
  readonly tag: NamedTag | null;
  /** "" where a frame does not say. */
  readonly read: (frame: FrameTraits) => string;
  /**
   * Whether two values are two volumes always, or only where the frames are no one stack together. A frame that does
   * not say is a slice of the one stack that it completes, whatever the rule.
   */
  readonly apart: "always" | "unless one stack";
  /** A value of its own for every frame means nothing. @default false */
  readonly emptyWhenAllDiffer?: boolean;
  /** The value where it may be printed; null where it may not, or where another column has it. */
  readonly show: (frame: FrameTraits) => string | null;
}

/** In the order in which a series is split by them; the reason stands beside each. */
export const STACK_RULES: readonly StackRule[] = [
  // Values of different machines have different units and meanings.
  { tag: TAGS.Modality, apart: "always", read: ({ modality }) => modality, show: ofModality },
  // A screen save among the slices has their place and not their values.
  { tag: TAGS.SOPClassUID, apart: "always", read: ({ sopClass }) => sopClass, show: () => null },
  // Colours are no values. No tag: joining cannot make a volume of them.
  { tag: null, apart: "always", read: ({ colour }) => String(colour), show: () => null },
  // A radiograph on which the scan was planned is no slice of it, whatever its tags have in common with one.
  { tag: null, apart: "always", read: ({ localizer }) => String(localizer), show: () => null },
  // An image of tiles is many slices.
  { tag: null, apart: "always", read: ({ mosaic }) => String(mosaic), show: () => null },
  // What is shown: axial slices, reformats and projections lie at the same places with other values.
  { tag: TAGS.ImageType, apart: "always", read: ({ imageType }) => imageType[2] ?? "", show: ofImageType },
  // How pixels came about, which changes within a stack when some slices were edited or compressed. Values from the
  // fourth on are the makers' own and tell phases apart at most.
  {
    tag: TAGS.ImageType,
    apart: "unless one stack",
    read: ({ imageType }) => imageType.slice(0, 2).join("\\"),
    show: ofImageType,
  },
  // Two reconstructions of one scan: densities and noise differ.
  { tag: TAGS.ConvolutionKernel, apart: "always", read: ({ kernel }) => kernel, show: ofKernel },
  // The standard's own name for a stack.
  { tag: TAGS.StackID, apart: "always", read: ({ stackId }) => stackId, show: () => null },
  // The patient was placed anew, so that positions cannot be compared. Programs that give each file a UID of its own
  // have not placed anyone anew.
  {
    tag: TAGS.FrameOfReferenceUID,
    apart: "always",
    emptyWhenAllDiffer: true,
    read: ({ frameOfReference }) => frameOfReference,
    show: () => null,
  },
];

function ofModality({ modality }: FrameTraits): string | null {
  return modality === "" ? "missing" : shownModality(modality) || null;
}

function ofKernel({ kernel }: FrameTraits): string | null {
  return kernel === "" ? "missing" : shownKernel(kernel);
}

/** Terms of the first two values. Source: DICOM PS3.3 C.7.6.1.1.2, C.8.16.1. */
const TERMS: ReadonlySet<string> = new Set(["ORIGINAL", "DERIVED", "MIXED", "PRIMARY", "SECONDARY", "AXIAL"]);

/** The terms that the standard knows; any others are left out. */
function ofImageType({ imageType }: FrameTraits): string | null {
  if (imageType.length === 0) return "missing";
  const known = imageType.slice(0, 3).filter((term) => TERMS.has(term) || shownImageType(term) !== "");
  return known.length === 0 ? null : known.join(" ");
}
