import { describedAs, TABULATED, type Tabulated, type Tabulation } from "../describe";
import { layOutTable, readTable, type TableColumns } from "../display/table/readTable";
import { writeCsv, writeHtml, writeText } from "../display/table/writeTable";
import { type OptionKinds, requireOptions } from "../options";
import { printHandle, type Shown, showWords } from "./show";

export interface TableOptions {
  /** @default none, or the record's own */
  title?: string;
  /**
   * Which fields are columns, in which order: a list of names, or { field: "title" } or { field: { title, unit, digits } }.
   * @default all, in the order of their first record
   */
  columns?: TableColumns;
}

const KINDS: OptionKinds<TableOptions> = { title: "text", columns: ["list", "record"] };

/** A table that was shown. */
export interface ShownTable extends Shown {
  /** All values as comma-separated text, numbers in full: RFC 4180. */
  csv(): string;
}

/**
 * Shows records as a table, a row for each and a column for each field, numbers with as many digits and ending below each
 * other; what is missing is a dash. Load reports and listings of folders say themselves which rows they are. Of more than
 * 200 rows the first ones are shown.
 *
 * Options: `title` (none), `columns` (all fields; a list of names, or { field: { title, unit, digits } }).
 *
 * @throws InvalidArgumentError for what is no list of records, or a value in one that is no text, number or boolean.
 * @example
 *     table(labelStatistics(map, { volume }), { columns: { name: "label", mean: { unit: "HU", digits: 1 } } });
 *     table(scan.report);
 */
export function table(rows: readonly object[] | Tabulated, options: TableOptions = {}): ShownTable {
  requireOptions(options, KINDS);
  const given: Tabulation = isTabulated(rows) ? rows[TABULATED]() : { title: "", rows, notes: [] };
  const values = readTable(given.rows, options.columns ?? given.columns);
  const model = layOutTable(values, options.title ?? given.title, given.notes);
  const text = writeText(model);
  const shown = showWords({ "text/html": writeHtml(model), "text/plain": text });
  return describedAs(
    { ...shown, csv: () => writeCsv(values) },
    () => printHandle(shown.displayId, text),
    () => text,
  );
}

function isTabulated(rows: readonly object[] | Tabulated): rows is Tabulated {
  return typeof rows === "object" && rows !== null && TABULATED in rows;
}
