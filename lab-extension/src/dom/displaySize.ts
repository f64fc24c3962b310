/** CSS pixels. */
export interface DisplaySize {
  readonly width: number;
  readonly height: number;
}
