import type { SourceFile } from "../../kernel-lib/src/dicom/source/sourceFile";

/** A file in memory, which remembers how many bytes each read has asked for. */
export function memoryFile(bytes: Uint8Array): SourceFile & { readonly reads: number[] } {
  const reads: number[] = [];
  return {
    path: "/ward/Doe^Jane/1",
    index: 0,
    label: "file 1 of 1 (by name)",
    size: bytes.length,
    reads,
    read: (offset, length) => {
      reads.push(length);
      return new Uint8Array(bytes.subarray(offset, offset + length));
    },
  };
}
