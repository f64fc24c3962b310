import { type Limits, requireWithin } from "../../limits";
import { UnreadableError } from "../source/unreadableError";
import type { DataSetEncoding } from "./elementHead";
import type { FoundDataSet, FoundElement } from "./foundElement";
import type { Warn } from "./headerWarning";
import { nameTag } from "./nameTag";

/** What is read, and how far reading may go. */
export interface Search {
  readonly limits: Limits;
  readonly warn: Warn;
  /** Where the data set ends; infinite when that is not known. */
  readonly size: number;
}

/** A data set that is being read: that of the file, or an item of a sequence. */
export interface DataSetLevel {
  readonly kind: "data set";
  readonly found: FoundDataSet;
  encoding: DataSetEncoding;
  /** No element has been read yet. */
  fresh: boolean;
  /** A delimiter ends it, at the latest at `end`. */
  readonly delimited: boolean;
  readonly end: number;
}

/** A sequence whose items are being read. */
export interface SequenceLevel {
  readonly kind: "sequence";
  readonly tag: number;
  readonly element: FoundElement;
  readonly encoding: DataSetEncoding;
  readonly delimited: boolean;
  readonly end: number;
  /** The items are bytes, fragments of compressed data, and no data sets. */
  readonly fragments: boolean;
}

export type Level = DataSetLevel | SequenceLevel;

/** Different tags in one file: DICOM PS3.6 has 5,000. */
const MOST_TAGS = 2 ** 14;
/** Memory that an element takes once it is found: a small deflated file can hold very many. */
const BYTES_OF_ELEMENT = 256;

/**
 * A position among elements, and the sequences and items around it, outermost first. They are on a stack of
 * its own, so that nesting cannot exhaust the call stack.
 */
export class ElementCursor {
  readonly root: DataSetLevel;
  private readonly stack: Level[];
  private readonly tags = new Set<number>();
  private elements = 0;

  constructor(
    public position: number,
    encoding: DataSetEncoding,
    readonly search: Search,
  ) {
    this.root = newDataSet(encoding, search.size, false);
    this.stack = [this.root];
  }

  get level(): Level {
    return this.stack[this.stack.length - 1];
  }

  /** Counts a tag, once in all items. @throws UnreadableError for more different ones than any file has. */
  countTag(tag: number): void {
    this.tags.add(tag);
    if (this.tags.size > MOST_TAGS)
      throw new UnreadableError(`it is damaged: it has more than ${MOST_TAGS} tags`);
  }

  /** Counts an element or an item. @throws LimitExceededError when all of them take more memory than a header may. */
  count(): void {
    this.elements++;
    requireWithin(this.search.limits, "headerBytes", this.elements * BYTES_OF_ELEMENT);
  }

  /** @throws LimitExceededError past `limits.depth`. */
  enterSequence(level: Omit<SequenceLevel, "kind">): void {
    requireWithin(this.search.limits, "depth", (this.stack.length + 1) / 2);
    this.stack.push({ kind: "sequence", ...level });
    this.position = level.element.dataOffset;
  }

  enterItem(sequence: SequenceLevel, end: number, delimited: boolean): void {
    const item = newDataSet(sequence.encoding, end, delimited);
    sequence.element.dataSets?.push(item.found);
    this.stack.push(item);
  }

  /** Closes the innermost level, the position being behind its last element. */
  close(): void {
    const level = this.stack.pop();
    if (level?.kind === "sequence") level.element.length = this.position - level.element.dataOffset;
  }

  /** Closes the innermost level at the end of the bytes it can have. */
  closeAtEnd(): void {
    const { level } = this;
    if (level.delimited) {
      if (level.end === this.search.size) throw this.cut(`it ends at byte ${level.end}`);
      this.search.warn("DELIMITER_MISSING", "a sequence or an item is not ended by its delimiter");
    }
    this.close();
  }

  /** True when so many bytes are left in the innermost level; else as `fail`. */
  fits(what: "element" | "an item of", tag: number, length: number, dataOffset: number): boolean {
    const there = Math.max(0, this.level.end - dataOffset);
    if (length <= there) return true;
    this.fail(`${what} ${nameTag(tag)} says that it has ${length} bytes, and ${there} are there`);
    return false;
  }

  /**
   * Leaves the innermost private sequence that says where it ends: the elements of others may matter.
   *
   * @throws UnreadableError when there is no such sequence, or the file itself ends.
   */
  fail(problem: string): void {
    if (this.level.end === this.search.size) throw this.cut(problem);
    for (let i = this.stack.length - 1; i > 0; i--) {
      const level = this.stack[i];
      if (level.kind === "data set" || level.delimited || !isPrivate(level.tag)) continue;
      this.search.warn("PRIVATE_SEQUENCE_SKIPPED", `in the private ${nameTag(level.tag)} ${problem}`);
      delete level.element.dataSets;
      this.stack.length = i;
      this.position = level.end;
      return;
    }
    throw new UnreadableError(`it is damaged: ${problem}`);
  }

  private cut(problem: string): UnreadableError {
    const sequence = this.stack.filter((level) => level.kind === "sequence").at(-1);
    return new UnreadableError(
      `it is cut or damaged: ${problem}${sequence === undefined ? "" : `, in the sequence ${nameTag(sequence.tag)}`}`,
    );
  }
}

function newDataSet(encoding: DataSetEncoding, end: number, delimited: boolean): DataSetLevel {
  const found: FoundDataSet = { elements: new Map(), little: encoding.little };
  return { kind: "data set", found, encoding, fresh: true, delimited, end };
}

function isPrivate(tag: number): boolean {
  return ((tag >>> 16) & 1) === 1;
}
