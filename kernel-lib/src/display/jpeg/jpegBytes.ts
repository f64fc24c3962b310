import type { HuffmanCode } from "./jpegHuffman";

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
    this.pending = (this.pending << bits) | number;
    this.pendingBits += bits;
    while (this.pendingBits >= 8) {
      this.pendingBits -= 8;
      const byte = (this.pending >>> this.pendingBits) & 255;
      this.byte(byte);
      if (byte === 255) this.byte(0); // so that no marker appears in the data
    }
    this.pending &= (1 << this.pendingBits) - 1;
  }

  /** Fills the last byte with ones. */
  fillByte(): void {
    if (this.pendingBits > 0) this.put((1 << (8 - this.pendingBits)) - 1, 8 - this.pendingBits);
  }

  bytes(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  private byte(byte: number): void {
    if (this.length === this.buffer.length) {
      const larger = new Uint8Array(this.buffer.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.length++] = byte;
  }
}

/** Bits of a value's magnitude; 0 for 0. */
export function countBits(value: number): number {
  return 32 - Math.clz32(Math.abs(value));
}
