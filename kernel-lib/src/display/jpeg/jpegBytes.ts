import type { HuffmanCode } from "./jpegHuffman";

/** Bytes that 16 bits behind 7 that wait may become, each with a zero behind it. */
const MOST_AT_ONCE = 4;

/** The bytes of a JPEG file under construction. */
export class JpegBytes {
  private buffer: Uint8Array;
  private length = 0;
  private pending = 0;
  private pendingBits = 0;

  constructor(capacity: number) {
    this.buffer = new Uint8Array(capacity);
  }

  marker(code: number): void {
    this.byte(0xff);
    this.byte(code);
  }

  segment(code: number, content: readonly number[]): void {
    this.marker(code);
    const size = content.length + 2;
    for (const byte of [size >> 8, size & 255, ...content]) this.byte(byte);
  }

  /** A symbol for the zeros before a value and the value's length, then the value's own bits: T.81 F.1.2.1. */
  value(code: HuffmanCode, zeros: number, value: number): void {
    const size = countBits(value);
    const symbol = (zeros << 4) | size;
    this.put(code.codes[symbol], code.bits[symbol]);
    if (size > 0) this.put(value < 0 ? value + (1 << size) - 1 : value, size);
  }

  /** The lowest `bits` bits of a number; 16 at most. */
  put(number: number, bits: number): void {
    let pending = (this.pending << bits) | number;
    let left = this.pendingBits + bits;
    if (left >= 8) {
      this.reserve(MOST_AT_ONCE);
      const { buffer } = this;
      let at = this.length;
      do {
        left -= 8;
        const byte = (pending >>> left) & 255;
        buffer[at++] = byte;
        if (byte === 255) buffer[at++] = 0; // so that no marker appears in the data
      } while (left >= 8);
      this.length = at;
      pending &= (1 << left) - 1;
    }
    this.pending = pending;
    this.pendingBits = left;
  }

  /** Fills the last byte with ones. */
  fillByte(): void {
    if (this.pendingBits > 0) this.put((1 << (8 - this.pendingBits)) - 1, 8 - this.pendingBits);
  }

  bytes(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  private byte(byte: number): void {
    this.reserve(1);
    this.buffer[this.length++] = byte;
  }

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = new Uint8Array(2 * this.buffer.length + bytes);
    larger.set(this.buffer);
    this.buffer = larger;
  }
}

/** Bits of a value's magnitude; 0 for 0. */
export function countBits(value: number): number {
  return 32 - Math.clz32(Math.abs(value));
}
