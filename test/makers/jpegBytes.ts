export interface JpegOptions {
  /** Start-of-frame marker: 0xc3 lossless, 0xf7 JPEG-LS. @default 0xc0, baseline */
  frame?: number;
  bits?: number;
  rows?: number;
  columns?: number;
  components?: number;
  /** The coded data, markers within them as they are to be. */
  coded?: readonly number[];
  /** Segments before the frame header, whole. */
  before?: readonly number[];
  /** @default true */
  end?: boolean;
}

/** Markers of a JPEG or JPEG-LS image, ITU-T T.81 Annex B: what a header says, and no image that decodes. */
export function jpegBytes(options: JpegOptions = {}): Uint8Array {
  const { frame = 0xc0, bits = 8, rows = 4, columns = 6, components = 1 } = options;
  const { coded = [1, 2, 3], before = [], end = true } = options;
  const ids = Array.from({ length: components }, (_, i) => i + 1);
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...before,
    ...segment(frame, [
      bits,
      ...two(rows),
      ...two(columns),
      components,
      ...ids.flatMap((id) => [id, 0x11, 0]),
    ]),
    ...segment(0xda, [components, ...ids.flatMap((id) => [id, 0]), 0, 0, 0]),
    ...coded,
    ...(end ? [0xff, 0xd9] : []),
  ]);
}

/**
 * A JPEG image of rows x rows that takes a decoder about 0.6 ns for each pixel and scan: a progressive one that
 * goes over the whole image again and again. It is valid, small, and gives the same grey everywhere.
 */
export function slowJpeg(rows: number, scans: number): Uint8Array {
  const scan = (successive: number) => segment(0xda, [1, 1, 0, 0, 0, successive]);
  const oneCode = [1, ...Array<number>(15).fill(0), 0];
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xc2, [8, ...two(rows), ...two(rows), 1, 1, 0x11, 0]),
    ...segment(0xdb, [0, ...Array<number>(64).fill(1)]),
    ...segment(0xc4, [0x00, ...oneCode]),
    ...segment(0xc4, [0x10, ...oneCode]),
    ...[...scan(0x01), 0],
    ...Array.from({ length: scans }, () => [...scan(0x10), 0]).flat(),
    ...[0xff, 0xd9],
  ]);
}

/** A marker and its segment. */
export function segment(marker: number, content: readonly number[]): number[] {
  return [0xff, marker, ...two(content.length + 2), ...content];
}

function two(value: number): number[] {
  return [value >> 8, value & 255];
}
