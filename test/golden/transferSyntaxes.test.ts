import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { StoredValues } from "../../kernel-lib/src/dicom/image/frameFormat";
import { createDecoderPool } from "../../kernel-lib/src/dicom/pixels/threads/decoderPool";
import { DEFAULT_LIMITS } from "../../kernel-lib/src/limits";
import { pixelFile } from "../reference/pixelFile";

const data = fileURLToPath(new URL("../../../shared/data/", import.meta.url));
const packages = fileURLToPath(new URL("../../node_modules/", import.meta.url));
const pool = createDecoderPool({ limits: DEFAULT_LIMITS });

afterAll(() => pool.close());

interface Decoded {
  readonly path: string;
  readonly bitsAllocated: number;
  readonly frames: readonly StoredValues[];
}

async function decodeFile(path: string): Promise<Decoded> {
  const { format, frames } = pixelFile(path);
  const decoded = await Promise.all(frames.map((frame) => pool.decode(frame, format)));
  return { path, bitsAllocated: format.bitsAllocated, frames: decoded };
}

/** Of all values, little endian, in the file's own width. */
function sha256(files: readonly Decoded[]): string {
  const hash = createHash("sha256");
  for (const { bitsAllocated, frames } of files) {
    for (const values of frames) hash.update(bitsAllocated === 8 ? Uint8Array.from(values) : values);
  }
  return hash.digest("hex");
}

describe.skipIf(!existsSync(`${data}ct-transfer-syntaxes`))("one image in every transfer syntax", () => {
  const folder = `${data}ct-transfer-syntaxes/`;
  const expected: Record<string, { sha256: string; ts: string }> = existsSync(folder)
    ? JSON.parse(readFileSync(`${folder}expected-stored-values.json`, "utf8"))
    : {};
  const subsampled = "US-YBR_FULL_422-EVRLE.dcm";

  test.each(Object.keys(expected).filter((name) => name !== subsampled))("%s", async (name) => {
    expect(sha256([await decodeFile(`${folder}${name}`)])).toBe(expected[name].sha256);
  });

  test(`${subsampled} has fewer samples than its header says, and is refused`, () => {
    expect(() => pixelFile(`${folder}${subsampled}`)).toThrow(
      "1 frame of 555 x 800 must have 1332000 bytes of pixel data; found 888000",
    );
  });
});

describe.skipIf(!existsSync(`${data}lidc-idri-0002-12-slices`))(
  "twelve slices in nine transfer syntaxes",
  () => {
    const folder = `${data}lidc-idri-0002-12-slices/`;
    const same = "2da8b94001431250d798d15d48db8a97dc9d399045bb4d3ec75ba0c52458bff9";

    test.each([
      "deflated",
      "explicit_be",
      "explicit_le",
      "htj2k_201",
      "implicit_le",
      "j2k_90",
      "jpeg_lossless_70",
      "jpegls_80",
      "rle",
    ])("%s", async (name) => {
      const names = readdirSync(`${folder}${name}`).sort();
      const files = await Promise.all(names.map((file) => decodeFile(`${folder}${name}/${file}`)));
      expect(sha256(files)).toBe(same);
    });
  },
);

interface Daikon {
  Parser: { verbose: boolean };
  Series: {
    parseImage(file: DataView): { decompress(): void; getRawData(): ArrayBuffer };
  };
}

/** Largest difference between two readings of a pixel, all frames one after the other. */
function largestDifference({ frames }: Decoded, others: ArrayLike<number>): number {
  let largest = 0;
  let at = 0;
  for (const values of frames) {
    for (let i = 0; i < values.length; i++, at++) {
      largest = Math.max(largest, Math.abs(values[i] - others[at]));
    }
  }
  expect(at).toBe(others.length);
  return largest;
}

describe("files that another reader is tested with", () => {
  const daikon: Daikon = createRequire(import.meta.url)("daikon");
  const folder = `${packages}daikon/tests/data/`;

  /** Stored values as daikon reads them, in this machine's order. */
  function readByDaikon(path: string, Samples: typeof Int16Array | typeof Uint16Array | typeof Uint8Array) {
    // A copy: daikon takes the whole buffer for the file, and Node.js keeps small files in one that they share.
    const image = daikon.Series.parseImage(new DataView(new Uint8Array(readFileSync(path)).buffer));
    image.decompress();
    return new Samples(image.getRawData());
  }

  test.each([
    ["explicit_little", Uint8Array, 0],
    ["implicit_little", Int16Array, 0],
    ["deflated", Uint8Array, 0],
    ["rle", Int16Array, 0],
    ["jpeg_ls", Uint16Array, 0],
    ["jpeg_2000", Int16Array, 1],
    ["jpeg_baseline_8bit", Uint8Array, 2],
  ] as const)("daikon, %s", async (name, Samples, allowed) => {
    const path = `${folder}${name}.dcm`;
    expect(largestDifference(await decodeFile(path), readByDaikon(path, Samples))).toBeLessThanOrEqual(
      allowed,
    );
  });

  test("daikon, explicit_big", async () => {
    const path = `${folder}explicit_big.dcm`;
    const raw = readByDaikon(path, Int16Array);
    const bytes = new DataView(raw.buffer);
    expect(
      largestDifference(
        await decodeFile(path),
        raw.map((_, i) => bytes.getInt16(2 * i)),
      ),
    ).toBe(0);
  });

  test("daikon, jpeg_lossless_sel1, but for the last pixel, which daikon loses", async () => {
    const path = `${folder}jpeg_lossless_sel1.dcm`;
    const decoded = await decodeFile(path);
    const [values] = decoded.frames;
    const others = readByDaikon(path, Int16Array);
    others[others.length - 1] = values[values.length - 1];
    expect(largestDifference(decoded, others)).toBe(0);
  });
});

interface JpegLossless {
  Decoder: new () => { decode(file: ArrayBuffer, offset: number, length: number): { buffer: ArrayBuffer } };
}

describe("lossless JPEG by every predictor", () => {
  const { Decoder }: JpegLossless = createRequire(import.meta.url)("jpeg-lossless-decoder-js");
  const folder = `${packages}jpeg-lossless-decoder-js/tests/data/`;

  test("one image comes out of all seven", async () => {
    const names = [1, 2, 3, 4, 5, 6, 7].map((predictor) => `jpeg_lossless_sel${predictor}.dcm`);
    const hashes = await Promise.all(
      names.map(async (name) => sha256([await decodeFile(`${folder}${name}`)])),
    );
    expect(new Set(hashes).size).toBe(1);
  });

  test.each(["jpeg_lossless_sel1-8bit", "jpeg_lossless_sel1-rgb", "jpeg_lossless_sel6"])(
    "%s as jpeg-lossless-decoder-js reads it, but for the last pixel, which it loses",
    async (name) => {
      const { format, frames } = pixelFile(`${folder}${name}.dcm`);
      for (const frame of frames.slice(0, 3)) {
        const bytes = Uint8Array.from(frame);
        const output = new Decoder().decode(bytes.buffer, 0, bytes.length);
        const others =
          format.bitsAllocated === 8 ? new Uint8Array(output.buffer) : new Int16Array(output.buffer);
        const values = await pool.decode(frame, format);
        const compared = values.length - format.samplesPerPixel;
        let different = 0;
        for (let i = 0; i < compared; i++) if (values[i] !== others[i]) different++;
        expect(different).toBe(0);
      }
    },
  );
});
