import type { Random } from "../../kernel-lib/src/random";
import { findHeads, type Head } from "./elementHeads";

/** A damaged copy, and what was done to it. */
export interface Mutant {
  readonly bytes: Uint8Array;
  /** The names of the mutations, joined by " + ". */
  readonly kind: string;
}

type Mutation = (bytes: Buffer, random: Random, others: readonly Uint8Array[]) => Buffer;

/** What may be done to a file, in memory that is the mutation's own. */
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  "few bit flips": (bytes, random) => flipBits(bytes, random, 1 + random.below(4), anywhere(bytes)),
  "many bit flips": (bytes, random) =>
    flipBits(bytes, random, 1 + random.below(bytes.length >> 3), anywhere(bytes)),
  "bit flips in the header": (bytes, random) =>
    flipBits(bytes, random, 1 + random.below(8), [0, pixelDataStart(bytes)]),
  "bit flips in the pixels": (bytes, random) =>
    flipBits(bytes, random, 1 + random.below(8), [pixelDataStart(bytes), bytes.length]),
  "bytes of one value": (bytes, random) => {
    const at = random.below(bytes.length);
    return bytes.fill(
      pick(random, [0, 0xff, 0x7f, 0x80]),
      at,
      Math.min(bytes.length, at + 1 + random.below(16)),
    );
  },
  cut: (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  "cut in the header": (bytes, random) => bytes.subarray(0, random.below(pixelDataStart(bytes))),
  "cut between elements": (bytes, random) => bytes.subarray(0, pickHead(bytes, random)?.offset),
  "head cut off": (bytes, random) => bytes.subarray(1 + random.below(Math.min(400, bytes.length - 1))),
  "bytes put in": (bytes, random) => {
    const noise = Buffer.from(Array.from({ length: 1 + random.below(64) }, () => random.below(256)));
    const at = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
  },
  "bytes taken out": (bytes, random) => {
    const at = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(64))]);
  },
  "chunk twice": (bytes, random) => {
    const at = random.below(bytes.length);
    const end = at + 1 + random.below(512);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
  },
  "length lie": (bytes, random) => lieOfLength(bytes, pickHead(bytes, random), random),
  "length of pixel data lie": (bytes, random) => {
    const heads = findHeads(bytes).filter(({ tag }) => tag === "7FE00010" || tag.startsWith("FFFE"));
    return heads.length === 0 ? bytes : lieOfLength(bytes, pick(random, heads), random);
  },
  "tag swap": (bytes, random) => {
    const [a, b] = [pickHead(bytes, random), pickHead(bytes, random)];
    if (a === undefined || b === undefined) return bytes;
    const tag = Buffer.from(bytes.subarray(a.offset, a.offset + 4));
    bytes.copyWithin(a.offset, b.offset, b.offset + 4);
    tag.copy(bytes, b.offset);
    return bytes;
  },
  "VR swap": (bytes, random) => {
    const heads = findHeads(bytes).filter(({ vr }) => vr !== undefined);
    if (heads.length > 0) bytes.write(pick(random, VRS), pick(random, heads).offset + 4, "latin1");
    return bytes;
  },
  "element twice": (bytes, random) => {
    const head = pickHead(bytes, random);
    if (head === undefined) return bytes;
    const [start, end] = [head.offset, head.value + head.length];
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
  },
  "element taken out": (bytes, random) => {
    const head = pickHead(bytes, random);
    if (head === undefined) return bytes;
    return Buffer.concat([bytes.subarray(0, head.offset), bytes.subarray(head.value + head.length)]);
  },
  "matrix lie": (bytes, random) => {
    const heads = findHeads(bytes).filter(({ tag, length }) => NUMBERS.has(tag) && length > 0);
    if (heads.length > 0) writeNumber(bytes, pick(random, heads), pick(random, NUMBER_LIES));
    return bytes;
  },
  "text lie": (bytes, random) => {
    const heads = findHeads(bytes).filter(({ tag, length }) => TEXTS.has(tag) && length > 0);
    if (heads.length === 0) return bytes;
    const { value, length } = pick(random, heads);
    bytes.write(pick(random, TEXT_LIES).padEnd(length).slice(0, length), value, "latin1");
    return bytes;
  },
  "codestream lie": lieOfCodestream,
  "item damage": damageItem,
  "transfer syntax swap": (bytes, random) => withTransferSyntax(bytes, pick(random, TRANSFER_SYNTAXES)),
  splice: (bytes, random, others) => {
    if (others.length === 0) return bytes;
    const other = pick(random, others);
    const [at, from] = [random.below(bytes.length), random.below(other.length)];
    return Buffer.concat([bytes.subarray(0, at), other.subarray(from)]);
  },
  "pixels of another file": (bytes, random, others) => {
    if (others.length === 0) return bytes;
    const other = pick(random, others);
    const pixels = other.subarray(pixelDataStart(other));
    return Buffer.concat([bytes.subarray(0, pixelDataStart(bytes)), pixels]);
  },
};

const NAMES = Object.keys(MUTATIONS);

/**
 * A copy of a file with one to three mutations drawn by chance, not equal to it; equal draws give equal mutants.
 *
 * @param file - two bytes or more.
 * @param others - files that it may be spliced with.
 */
export function mutate(file: Uint8Array, random: Random, others: readonly Uint8Array[] = []): Mutant {
  for (;;) {
    const kinds = Array.from({ length: 1 + Math.max(0, random.below(6) - 3) }, () => pick(random, NAMES));
    const bytes = kinds.reduce(
      (before, kind) => (before.length > 1 ? MUTATIONS[kind](Buffer.from(before), random, others) : before),
      Buffer.from(file),
    );
    // Not every mutation finds something to change in every file.
    if (!bytes.equals(file)) return { bytes: Uint8Array.from(bytes), kind: kinds.join(" + ") };
  }
}

const VRS =
  "AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV ZZ".split(
    " ",
  );

/** Elements whose numbers say how large or of what kind the pixels are. */
const NUMBERS: ReadonlySet<string> = new Set(
  "00280002 00280006 00280008 00280010 00280011 00280100 00280101 00280102 00280103 00280120 00283002 00020000".split(
    " ",
  ),
);
const NUMBER_LIES = [
  0,
  1,
  2,
  3,
  7,
  8,
  12,
  16,
  17,
  24,
  31,
  32,
  33,
  64,
  255,
  4096,
  32_767,
  65_535,
  2 ** 31,
  2 ** 32 - 1,
];

/** Elements whose text the geometry and the values are made of. */
const TEXTS: ReadonlySet<string> = new Set(
  "00080005 00080008 00080060 00180050 0020000E 00200013 00200032 00200037 00280004 00280008 00280030 00281050 00281051 00281052 00281053 00281054".split(
    " ",
  ),
);
const TEXT_LIES = [
  ..."NaN Infinity -Infinity 1e308 -1e308 1e-320 0 -0 -1 999999999999 1\\2\\3 \\\\\\\\\\\\ 0\\0 1\\0\\0\\1\\0\\0 ISO_IR_192 \\ISO_2022_IR_87".split(
    " ",
  ),
  "",
  "\0\0\0\0",
  "\u00ff\u00fe",
  "__proto__",
];

const TRANSFER_SYNTAXES = [
  ...[".0", "", ".1", ".1.99", ".2", ".5", ".8.1", ".9999"],
  ...[50, 51, 53, 55, 57, 70, 80, 81, 90, 91, 100, 110, 201, 202, 203].map((n) => `.4.${n}`),
].map((end) => `1.2.840.10008.1.2${end}`);

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)];
}

function pickHead(bytes: Buffer, random: Random): Head | undefined {
  const heads = findHeads(bytes);
  return heads.length === 0 ? undefined : pick(random, heads);
}

function anywhere(bytes: Uint8Array): [number, number] {
  return [0, bytes.length];
}

/** Where pixel data begins, or the middle of a file without. */
function pixelDataStart(bytes: Uint8Array): number {
  const place = findHeads(bytes).find(({ tag }) => tag === "7FE00010")?.offset;
  return place || Math.max(1, bytes.length >> 1);
}

function flipBits(bytes: Buffer, random: Random, count: number, [from, to]: [number, number]): Buffer {
  for (let i = 0; i < count && to > from; i++) {
    bytes[from + random.below(to - from)] ^= 1 << random.below(8);
  }
  return bytes;
}

function lieOfLength(bytes: Buffer, head: Head | undefined, random: Random): Buffer {
  if (head === undefined) return bytes;
  const { lengthAt, lengthBytes, length } = head;
  const top = 2 ** (8 * lengthBytes) - 1;
  const lies = [0, 1, top, top - 1, top >>> 1, length + 1, length + 2, length - 2, length * 2, bytes.length];
  const lie = Math.min(top, Math.max(0, pick(random, lies)));
  if (head.little) bytes.writeUIntLE(lie, lengthAt, lengthBytes);
  else bytes.writeUIntBE(lie, lengthAt, lengthBytes);
  return bytes;
}

function writeNumber(bytes: Buffer, head: Head, lie: number): void {
  const { tag, value, length, little } = head;
  if (tag === "00280008") {
    bytes.write(String(lie).padEnd(length).slice(0, length), value, "latin1");
    return;
  }
  const wide = Math.min(length, 4);
  if (little) bytes.writeUIntLE(lie % 2 ** (8 * wide), value, wide);
  else bytes.writeUIntBE(lie % 2 ** (8 * wide), value, wide);
}

/** Changes the matrix, precision or components that a JPEG, JPEG-LS or JPEG 2000 header tells, or another marker. */
function lieOfCodestream(bytes: Buffer, random: Random): Buffer {
  const markers: number[] = [];
  for (let i = pixelDataStart(bytes); i < bytes.length - 1; i++) {
    if (bytes[i] === 0xff && bytes[i + 1] >= 0x4f && bytes[i + 1] < 0xff) markers.push(i);
  }
  if (markers.length === 0) return bytes;
  const at = pick(random, markers.slice(0, 12));
  // A frame header's fields lie within 12 bytes of its marker, those of SIZ within 42.
  const field = at + 2 + random.below(bytes[at + 1] === 0x51 ? 40 : 12);
  if (field + 2 <= bytes.length) bytes.writeUInt16BE(pick(random, NUMBER_LIES) & 0xffff, field);
  return bytes;
}

/** An item or a delimiter that is cut, doubled, of another tag, or says another length. */
function damageItem(bytes: Buffer, random: Random): Buffer {
  const heads = findHeads(bytes).filter(({ tag }) => tag.startsWith("FFFE"));
  if (heads.length === 0) return bytes;
  const head = pick(random, heads);
  const [before, item, after] = [
    bytes.subarray(0, head.offset),
    bytes.subarray(head.offset, head.value),
    bytes.subarray(head.value),
  ];
  switch (random.below(5)) {
    case 0:
      return Buffer.concat([before, after]);
    case 1:
      return Buffer.concat([before, item, item, after]);
    case 2:
      return Buffer.concat([before, item]);
    case 3:
      return lieOfLength(bytes, head, random);
    default: {
      const element = pick(random, [0xe000, 0xe00d, 0xe0dd, 0xe001]);
      if (head.little) bytes.writeUInt16LE(element, head.offset + 2);
      else bytes.writeUInt16BE(element, head.offset + 2);
      return bytes;
    }
  }
}

/** The file with another transfer syntax in its meta information, whose lengths stay right. */
function withTransferSyntax(bytes: Buffer, uid: string): Buffer {
  const heads = findHeads(bytes);
  const head = heads.find(({ tag }) => tag === "00020010");
  if (head === undefined) return bytes;
  const value = Buffer.from(uid.length % 2 === 1 ? `${uid}\0` : uid, "latin1");
  bytes.writeUIntLE(value.length, head.lengthAt, head.lengthBytes);
  const group = heads.find(({ tag }) => tag === "00020000");
  if (group !== undefined) {
    const length = bytes.readUInt32LE(group.value) + value.length - head.length;
    bytes.writeUInt32LE(length >>> 0, group.value);
  }
  return Buffer.concat([bytes.subarray(0, head.value), value, bytes.subarray(head.value + head.length)]);
}
