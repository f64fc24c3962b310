/** A file of what is being loaded, wherever its bytes are: on disk, in an archive, or handed over in memory. */
export interface SourceFile {
  /** Path, or name within its archive; for whoever asks an error, never part of a message. */
  readonly path: string;
  /** Its place among the files of the input, from 0. */
  readonly index: number;
  /** "file 17 of 261 (by name)", of its place: says which without the name, which may hold patient data. */
  readonly label: string;
  /** Bytes in the file. */
  readonly size: number;
  /** So many bytes from the offset on; fewer where the file ends. The caller may change them. */
  readonly read: (offset: number, length: number) => Uint8Array;
}
