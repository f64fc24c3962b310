/** A view as its output keeps it. */
export interface KeptView {
  /** Fields of the payload that say what is seen. */
  readonly changes: Readonly<Record<string, unknown>>;
  /** null where there is nothing but words. */
  readonly picture: Blob | null;
  /** Size of the picture on the page, CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** The picture in words. */
  readonly alt: string;
  /** The output as plain text. @default as it was */
  readonly text?: string;
}
