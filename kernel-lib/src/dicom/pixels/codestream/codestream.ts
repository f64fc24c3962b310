/** What a compressed image says of itself, read before any codec sees it. */
export interface Codestream {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  /** Bits of a sample, the sign included. */
  readonly bits: number;
  readonly signed: boolean;
  /** The image from its first marker through its last, without a file format around it or padding behind. */
  readonly bytes: Uint8Array;
  /** How many coded bytes are fewer than an image of that size can have, or not above 0. */
  readonly lackingBytes?: number;
}
