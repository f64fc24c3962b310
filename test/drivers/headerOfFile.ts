import { findHeader } from "../../kernel-lib/src/dicom/elements/findHeader";
import type { ParsedHeader } from "../../kernel-lib/src/dicom/elements/parseHeader";
import { readHeader } from "../../kernel-lib/src/dicom/elements/readHeader";
import { DEFAULT_LIMITS, type Limits } from "../../kernel-lib/src/limits";
import { memoryFile } from "../makers/memoryFile";

/** The header of a file's bytes; throws for bytes that are not DICOM. */
export function headerOfFile(bytes: Uint8Array, limits: Partial<Limits> = {}): ParsedHeader {
  const header = readHeader(memoryFile(bytes), { ...DEFAULT_LIMITS, ...limits });
  if (typeof header === "string") throw new Error(`the file is ${header}`);
  return header;
}

/** The tags of a file's header, group 2 included, ascending; not those within sequences. */
export function tagsOf(bytes: Uint8Array, size: number = bytes.length): number[] {
  const search = { file: memoryFile(bytes), limits: DEFAULT_LIMITS, warn: () => undefined, size };
  const found = findHeader(bytes, search);
  const tags = [found?.meta, found].flatMap((part) => [...(part?.dataSet.elements.keys() ?? [])]);
  return [...new Set(tags)].sort((a, b) => a - b);
}

export function warningCodes(header: ParsedHeader): string[] {
  return header.warnings.map(({ code }) => code);
}
