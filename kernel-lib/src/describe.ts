import { inspect } from "node:util";
import { count } from "./words";

/**
 * The record with a one-line printed form, so that a notebook shows a sentence and not a dump of the buffer.
 * The property is not enumerable: spreading or serialising the record does not copy it.
 *
 * @param asText - what it is within a text, `${record}`. @default the same line
 */
export function describedAs<T extends object>(
  record: T,
  describe: (record: T) => string,
  asText: (record: T) => string = describe,
): T {
  Object.defineProperty(record, inspect.custom, { value: () => describe(record), enumerable: false });
  const line = { value: () => asText(record), enumerable: false, configurable: true, writable: true };
  Object.defineProperty(record, "toString", line);
  return record;
}

/** By which a record says what it is as a table; of copies of this library too. */
export const TABULATED: unique symbol = Symbol.for("tslab-dicom.table.v1");

/** How a column of a table is shown. */
export interface TableColumn {
  /** @default the field's name */
  readonly title?: string;
  /** Of the numbers; stands behind the title: "HU". @default none */
  readonly unit?: string;
  /** Digits behind the decimal point, 0 to 12. @default as many as four significant digits of the largest need */
  readonly digits?: number;
}

/** A record as a table. */
export interface Tabulation {
  readonly title: string;
  readonly rows: readonly object[];
  /** What columns are called, and the units and digits of their numbers. @default the names of the fields */
  readonly columns?: Readonly<Record<string, TableColumn>>;
  /** Sentences below it. */
  readonly notes: readonly string[];
}

/** A record that `table` shows: a load report, a listing of volumes. */
export interface Tabulated {
  readonly [TABULATED]: () => Tabulation;
}

/** The record with a form as a table, not enumerable either. */
export function tabulatedAs<T extends object>(record: T, tabulate: (record: T) => Tabulation): T & Tabulated {
  return Object.defineProperty(record, TABULATED, { value: () => tabulate(record), enumerable: false }) as T &
    Tabulated;
}

/**
 * The promise of what `run` gives. Until it is settled it prints that its `await` is missing, since a cell without one
 * goes on with a promise and says nothing; from then on it prints as any other.
 *
 * @param call - what to write behind `await`: "loadScan(...)".
 */
export function describedWhilePending<T>(call: string, run: () => Promise<T>): Promise<T> {
  const promise: Promise<T> = run().finally(() => Reflect.deleteProperty(promise, inspect.custom));
  const hint = `Promise, pending: write \`await ${call}\` to have what it gives`;
  Object.defineProperty(promise, inspect.custom, { value: () => hint, configurable: true });
  return promise;
}

/** "261 slices of 512 x 512, 1.25 x 0.6816 x 0.6816 mm"; without millimetres where nobody stated them. */
export function describeGrid(
  shape: readonly [number, number, number],
  spacing: readonly [number | null, number, number],
  known: "place" | "spacing" | "nothing" = "place",
): string {
  const [slices, rows, columns] = shape;
  const mm = spacing.map((s) => (s === null ? "?" : String(Number(s.toFixed(4))))).join(" x ");
  const size = known === "nothing" ? "voxels of unit size, place unknown" : `${mm} mm`;
  return `${count(slices, "slice")} of ${rows} x ${columns}, ${size}`;
}

/**
 * The same record with these fields out of sight: they are there for whoever asks by name, and in no printed, spread
 * or JSON form.
 */
export function withHidden<T extends object>(record: T, ...fields: readonly (keyof T)[]): T {
  for (const field of fields) Object.defineProperty(record, field, { enumerable: false });
  return record;
}

/** Letters of a text that a sentence shows. */
const SHOWN_LETTERS = 60;

/** A value in a few words, whatever it is: for sentences that say what was received. */
export function shortly(value: unknown): string {
  if (typeof value === "string") {
    return JSON.stringify(value.length > SHOWN_LETTERS ? `${value.slice(0, SHOWN_LETTERS)}...` : value);
  }
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) {
    const list = Array.from(value as ArrayLike<unknown>);
    const few = list.length <= 4 && list.every((one) => typeof one === "number");
    return few ? `[${list.join(", ")}]` : `a list of ${list.length}`;
  }
  const fields = Object.keys(value);
  if (fields.length === 0) return "an object without fields";
  return `an object with ${fields.slice(0, 4).join(", ")}${fields.length > 4 ? ", ..." : ""}`;
}

/** What an error says in one line, whatever it is that was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
