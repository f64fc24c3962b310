import type { FrameFormat } from "../../kernel-lib/src/dicom/image/frameFormat";

/** The format of a grey frame of 16 unsigned bits, 4 x 6, explicit little endian, but for what is given. */
export function grey(overrides: Partial<FrameFormat> = {}): FrameFormat {
  const bitsAllocated = overrides.bitsAllocated ?? 16;
  const bitsStored = overrides.bitsStored ?? bitsAllocated;
  return {
    transferSyntax: "1.2.840.10008.1.2.1",
    rows: 4,
    columns: 6,
    samplesPerPixel: 1,
    samples: "integer",
    bitsAllocated,
    bitsStored,
    highBit: bitsStored - 1,
    signed: false,
    ...overrides,
  };
}
