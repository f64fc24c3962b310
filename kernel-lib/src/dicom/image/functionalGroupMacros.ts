import type { Tag } from "../elements/tag";
import { TAGS } from "../elements/tags";

/** Where a functional group keeps an attribute: the macro's sequence, and the attribute's tag in its item. */
export interface MacroEntry {
  readonly sequence: Tag<"SQ">;
  readonly tag: Tag;
}

/** Attributes by the sequence of their macro. Source: DICOM PS3.3 C.7.6.16.2 and, for CT, C.8.15.3, for MR, C.8.13.5. */
const MACROS: readonly (readonly [sequence: Tag<"SQ">, tags: readonly Tag[]])[] = [
  [TAGS.PlanePositionSequence, [TAGS.ImagePositionPatient]],
  [TAGS.PlaneOrientationSequence, [TAGS.ImageOrientationPatient]],
  [TAGS.PixelMeasuresSequence, [TAGS.PixelSpacing, TAGS.SliceThickness, TAGS.SpacingBetweenSlices]],
  [TAGS.PixelValueTransformationSequence, [TAGS.RescaleIntercept, TAGS.RescaleSlope, TAGS.RescaleType]],
  [
    TAGS.FrameVOILUTSequence,
    [
      TAGS.WindowCenter,
      TAGS.WindowWidth,
      TAGS.WindowCenterWidthExplanation,
      TAGS.VOILUTFunction,
      TAGS.VOILUTSequence,
    ],
  ],
  [
    TAGS.FrameContentSequence,
    [
      TAGS.StackID,
      TAGS.InStackPositionNumber,
      TAGS.TemporalPositionIndex,
      TAGS.FrameAcquisitionNumber,
      TAGS.DimensionIndexValues,
      TAGS.FrameAcquisitionDateTime,
      TAGS.FrameReferenceDateTime,
      TAGS.FrameAcquisitionDuration,
    ],
  ],
  [
    TAGS.CardiacSynchronizationSequence,
    [TAGS.NominalPercentageOfCardiacPhase, TAGS.NominalCardiacTriggerDelayTime],
  ],
  [TAGS.TemporalPositionSequence, [TAGS.TemporalPositionTimeOffset]],
  [TAGS.ContrastBolusUsageSequence, [TAGS.ContrastBolusAgentAdministered, TAGS.ContrastBolusAgentPhase]],
  [
    TAGS.CTReconstructionSequence,
    [
      TAGS.ConvolutionKernel,
      TAGS.ReconstructionDiameter,
      TAGS.ReconstructionAlgorithm,
      TAGS.ConvolutionKernelGroup,
      TAGS.ReconstructionPixelSpacing,
    ],
  ],
  [
    TAGS.CTAcquisitionDetailsSequence,
    [
      TAGS.GantryDetectorTilt,
      TAGS.RotationDirection,
      TAGS.RevolutionTime,
      TAGS.SingleCollimationWidth,
      TAGS.TotalCollimationWidth,
    ],
  ],
  [TAGS.MREchoSequence, [TAGS.EffectiveEchoTime]],
  [TAGS.MRDiffusionSequence, [TAGS.DiffusionBValue]],
  [TAGS.CTXRayDetailsSequence, [TAGS.KVP, TAGS.FilterType, TAGS.FocalSpots]],
];

/** Frame Type, by the macros that hold it for CT, MR, PET and parametric maps. */
const FRAME_TYPE_MACROS: readonly Tag<"SQ">[] = [
  TAGS.CTImageFrameTypeSequence,
  TAGS.MRImageFrameTypeSequence,
  TAGS.PETFrameTypeSequence,
  TAGS.ParametricMapFrameTypeSequence,
];

/** Frame Type, and Image Type of classic images, whose terms it shares. Source: DICOM PS3.3 C.8.16.1. */
const TYPES: readonly Tag[] = [TAGS.FrameType, TAGS.ImageType];

/** Where functional groups keep an attribute that a classic image keeps in its data set, by its number there. */
export const FUNCTIONAL_GROUP_MACROS: ReadonlyMap<number, readonly MacroEntry[]> = new Map([
  ...MACROS.flatMap(([sequence, tags]) => tags.map((tag) => entry(tag, [{ sequence, tag }]))),
  ...TYPES.map((tag) =>
    entry(
      tag,
      FRAME_TYPE_MACROS.map((sequence) => ({ sequence, tag: TAGS.FrameType })),
    ),
  ),
]);

function entry({ number }: Tag, places: readonly MacroEntry[]): [number, readonly MacroEntry[]] {
  return [number, places];
}
