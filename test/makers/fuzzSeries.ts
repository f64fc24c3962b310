import { DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, encapsulated, IMPLICIT_LITTLE } from "./dicomFile";
import { encodeFrame, JPEG_2000, JPEG_LS, RLE } from "./encodeFrame";
import { latticeSlice } from "./latticeSlices";
import { shuffledName } from "./seriesFiles";

/** A small series in one transfer syntax. */
export interface FuzzSeries {
  readonly name: string;
  /** In spatial order. */
  readonly slices: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

const SLICES = 6;
const [ROWS, COLUMNS] = [12, 16];

/** Whole series of six slices, one of each kind of writing, the same at every call. */
export async function fuzzSeries(): Promise<FuzzSeries[]> {
  const native = [
    ["explicit", EXPLICIT_LITTLE],
    ["implicit", IMPLICIT_LITTLE],
    ["big endian", EXPLICIT_BIG],
    ["deflated", DEFLATED],
  ] as const;
  const compressed = [
    ["RLE", RLE],
    ["JPEG-LS", JPEG_LS],
    ["JPEG 2000", JPEG_2000],
  ] as const;
  return [
    ...native.map(([name, transferSyntax]) =>
      series(name, (i) => latticeSlice(i, { rows: ROWS, columns: COLUMNS, transferSyntax })),
    ),
    ...(await Promise.all(
      compressed.map(async ([name, transferSyntax]) => {
        const frames = await Promise.all(
          Array.from({ length: SLICES }, (_, i) =>
            encodeFrame({ rows: ROWS, columns: COLUMNS, bits: 12, stored: ramp(i) }, transferSyntax),
          ),
        );
        return series(name, (i) => compressedSlice(i, frames[i], transferSyntax));
      }),
    )),
  ];
}

function series(name: string, slice: (number: number) => Uint8Array): FuzzSeries {
  return {
    name,
    slices: Array.from({ length: SLICES }, (_, i) => ({ name: `${shuffledName(i)}.dcm`, bytes: slice(i) })),
  };
}

function ramp(number: number): number[] {
  return Array.from({ length: ROWS * COLUMNS }, (_, i) => 500 * number + i);
}

function compressedSlice(number: number, frame: Uint8Array, transferSyntax: string): Uint8Array {
  return latticeSlice(number, {
    ...{ rows: ROWS, columns: COLUMNS, transferSyntax, signed: false },
    elements: {
      "00280101": ["US", 12],
      "00280102": ["US", 11],
      "7FE00010": ["OB", encapsulated([frame])],
    },
  });
}
