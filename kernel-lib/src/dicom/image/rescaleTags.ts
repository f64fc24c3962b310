import type { ModalityLut } from "./modalityLut";
import type { PaddingRange } from "./readPaddingRange";

/** What turns one slice's stored values into the modality's. */
export interface Rescale {
  readonly rows: number;
  readonly columns: number;
  readonly slope: number;
  readonly intercept: number;
  /** Takes the place of slope and intercept. */
  readonly lut: ModalityLut | null;
  /** Stored values that the tags call padding; null when they name none. */
  readonly padding: PaddingRange | null;
  readonly units: string;
}
