/** How a window maps values to grey: DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3. */
export type WindowShape = "linear" | "linear-exact" | "sigmoid";

/** A display window, DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3, in the volume's units. */
export interface DisplayWindow {
  readonly centre: number;
  /** At least 1 for "linear", above 0 for the others. */
  readonly width: number;
  /** How grey rises from black to white: the tags' VOI LUT Function. @default "linear" */
  readonly shape?: WindowShape;
}
