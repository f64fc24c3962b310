/** Where an element's value is. */
export interface FoundElement {
  /** 0xggggeeee. */
  readonly tag: number;
  /** Undefined in implicit VR; "SQ" for whatever turned out to be a sequence. */
  readonly vr: string | undefined;
  readonly dataOffset: number;
  /** Bytes of the value, without the delimiter that may end it. */
  length: number;
  /** Those of a sequence's items. */
  dataSets?: FoundDataSet[];
}

/** Where the elements of a data set, or of an item of a sequence, are. */
export interface FoundDataSet {
  /** By tag, 0xggggeeee. */
  readonly elements: Map<number, FoundElement>;
  readonly little: boolean;
}
