import type { ElementReader } from "../elements/elementReader";
import type { ParsedHeader } from "../elements/parseHeader";
import type { SourceFile } from "../source/sourceFile";

/** One image of a file: the file itself, or one frame of a multi-frame object. */
export interface Frame {
  readonly file: SourceFile;
  readonly header: ParsedHeader;
  /** Place in the file's pixel data, from 0. */
  readonly index: number;
  /** Frames that the file has. */
  readonly frames: number;
  /** What the file says of this frame: of an enhanced image its functional groups first, then the data set. */
  readonly elements: ElementReader;
}
