import { shortly, type TableColumn } from "../../describe";
import { InvalidArgumentError } from "../../errors";
import { type OptionKinds, requireOptions } from "../../options";
import { groupDigits, thousands } from "../../words";
import type { TableCell, TableModel } from "./tableModel";

/** Which fields are columns, in which order: by name, or with what they are called. */
export type TableColumns = readonly string[] | Readonly<Record<string, string | TableColumn>>;

const COLUMN_KINDS: OptionKinds<TableColumn> = { title: "text", unit: "text", digits: "number" };

/** Fields by the columns that show them, and values row by row. */
export interface TableValues {
  readonly fields: readonly string[];
  readonly looks: readonly TableColumn[];
  readonly values: readonly (readonly TableCell[])[];
}

/** Stands for null, undefined and NaN. */
const MISSING = "\u2013";
/** More rows than anybody reads in an output. */
const MOST_ROWS = 200;

/**
 * The values of records, a column for each field that one of them has.
 *
 * @throws InvalidArgumentError for what is no list of records, a value that is no text, number or boolean, a column that no
 * record has.
 */
export function readTable(rows: readonly object[], columns?: TableColumns): TableValues {
  if (!Array.isArray(rows)) throw new InvalidArgumentError("rows", "a list of records", shortly(rows));
  const records = rows.map((row: unknown, i) => {
    const isRecord = Object.prototype.toString.call(row) === "[object Object]";
    if (!isRecord)
      throw new InvalidArgumentError(`rows[${i}]`, "a record of texts and numbers", shortly(row));
    return row as Readonly<Record<string, unknown>>;
  });
  const there = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const looks = readColumns(columns ?? there);
  const fields = Object.keys(looks);
  const stranger = rows.length === 0 ? undefined : fields.find((field) => !there.includes(field));
  if (stranger !== undefined) {
    throw new InvalidArgumentError("columns", `among ${there.join(", ")}`, shortly(stranger));
  }
  return {
    fields,
    looks: Object.values(looks),
    values: records.map((record, i) => fields.map((field) => readCell(record[field], `rows[${i}].${field}`))),
  };
}

function readColumns(columns: TableColumns): Record<string, TableColumn> {
  if (isList(columns)) return Object.fromEntries(columns.map((field) => [String(field), {}]));
  return Object.fromEntries(
    Object.entries(columns).map(([field, look]) => {
      const column = typeof look === "string" ? { title: look } : look;
      requireOptions(column, COLUMN_KINDS, `columns.${field}`);
      const { digits = 0 } = column;
      if (!(Number.isInteger(digits) && digits >= 0 && digits <= 12)) {
        throw new InvalidArgumentError(`columns.${field}.digits`, "a whole number from 0 to 12", digits);
      }
      return [field, column];
    }),
  );
}

function isList(columns: TableColumns): columns is readonly string[] {
  return Array.isArray(columns);
}

function readCell(value: unknown, argument: string): TableCell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean" || typeof value === "bigint") return value;
  throw new InvalidArgumentError(argument, "a text, a number, true, false or null", shortly(value));
}

/** The table in words: of very many rows the first ones, and a sentence that says so. */
export function layOutTable(
  { fields, looks, values }: TableValues,
  title: string,
  notes: readonly string[],
): TableModel {
  const shown = values.slice(0, MOST_ROWS);
  const more = values.length - shown.length;
  const left = more > 0 ? [`and ${thousands(more)} more rows, all of them in csv()`] : [];
  const none = values.length === 0 ? ["No rows"] : [];
  const columns = fields.map((field, at) => {
    const { title: name = field, unit } = looks[at];
    const isNumeric = values.every((row) => row[at] === null || isNumber(row[at]));
    const align = isNumeric && values.length > 0 ? ("right" as const) : ("left" as const);
    return { title: unit === undefined ? name : `${name} (${unit})`, align };
  });
  const digits = fields.map((_, at) => looks[at].digits ?? findDigits(values.map((row) => row[at])));
  const cells = shown.map((row) => row.map((value, at) => showCell(value, digits[at])));
  return { title, columns, cells, notes: [...none, ...left, ...notes] };
}

function isNumber(value: TableCell): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

/** As many digits as four significant ones of the largest number need, and no more than any number has. */
function findDigits(column: readonly TableCell[]): number {
  const numbers = column.filter((value) => typeof value === "number").filter(Number.isFinite);
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const [, power] = largest.toExponential(3).split("e");
  const needed = numbers.map((value) => (/\.(\d+)$/.exec(String(value)) ?? ["", ""])[1].length);
  const most = numbers.some((value) => /e-/.test(String(value))) ? 12 : Math.max(0, ...needed);
  return Math.min(Math.max(3 - Number(power), 0), most, 12);
}

function showCell(value: TableCell, digits: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) return MISSING;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  if (typeof value === "bigint") return value.toLocaleString("en-US").replace("-", "\u2212");
  return showNumber(value, digits);
}

/** With a true minus, never "-0", and thousands apart from five digits on, so that a year stays one. */
function showNumber(value: number, digits: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "\u221e" : "\u2212\u221e";
  const text = Math.abs(value) < 1e15 ? Math.abs(value).toFixed(digits) : Math.abs(value).toPrecision(4);
  const grouped = text.replace(/^\d{5,}/, groupDigits);
  return value < 0 && Number(text) !== 0 ? `\u2212${grouped}` : grouped;
}
