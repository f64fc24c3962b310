import { describedAs, type TABULATED, type TableColumn, tabulatedAs } from "../describe";
import type { LungPhenotype, LungPhenotypes } from "./lungPhenotype";

type Columns = { readonly percentiles: readonly number[]; readonly thresholds: readonly number[] };

/** Phenotypes that print as lines, and that `table` shows with the columns of these percentiles and thresholds. */
export function tabulatePhenotypes(
  phenotypes: Omit<LungPhenotypes, typeof TABULATED>,
  columns: Columns,
): LungPhenotypes {
  const { rows, flags, methods } = phenotypes;
  return tabulatedAs(describedAs(phenotypes, describeRows), () => ({
    title: "Lung phenotypes",
    rows: rows.map(flatten),
    columns: columnsOf(columns),
    notes: [...flags.map(({ code, message }) => `${code}: ${message}`), methods],
  }));
}

/** A part in one line of a table: shares in percent, as they are published. */
function flatten({
  percentiles,
  below,
  highAttenuation,
  ...part
}: LungPhenotype): Record<string, number | string> {
  return {
    ...part,
    ...Object.fromEntries(percentiles.map(({ percent, value }) => [`Perc${percent}`, value])),
    ...Object.fromEntries(below.map(({ threshold: limit, share }) => [`LAA${limit} (%)`, 100 * share])),
    "HAA (%)": 100 * highAttenuation,
  };
}

/** What the fields of such a line are called in a table. */
function columnsOf({ percentiles, thresholds }: Columns) {
  const hu = (digits: number, title?: string) => ({ unit: "HU", digits, ...(title && { title }) });
  const columns: Record<string, TableColumn> = {
    lung: {},
    part: {},
    voxels: {},
    litres: { title: "volume", unit: "L", digits: 3 },
    mean: hu(1),
    standardDeviation: hu(1, "SD"),
    skewness: { digits: 2 },
    kurtosis: { digits: 2 },
    mode: hu(0),
    median: hu(0),
    mass: { unit: "g", digits: 1 },
    density: { unit: "g/ml", digits: 3 },
    airFraction: { title: "air fraction", digits: 3 },
  };
  for (const percent of percentiles) columns[`Perc${percent}`] = hu(0);
  for (const limit of thresholds) columns[`LAA${limit} (%)`] = { digits: 2 };
  return { ...columns, "HAA (%)": { digits: 2 } };
}

function describeRows({ rows, flags }: Pick<LungPhenotypes, "rows" | "flags">): string {
  const line = ({ lung, part, litres, mean, below, percentiles }: LungPhenotype) =>
    [
      `${lung} ${part}`.padEnd(12),
      `${litres.toFixed(3)} L`,
      `mean ${mean.toFixed(1)} HU`,
      ...percentiles
        .filter(({ percent }) => percent === 15)
        .map(({ value }) => `Perc15 ${value.toFixed(0)} HU`),
      ...below.map(({ threshold: limit, share }) => `LAA${limit} ${(100 * share).toFixed(2)} %`),
    ].join("  ");
  return ["Lung phenotypes:", ...rows.map((row) => `  ${line(row)}`), ...flags.map(({ code }) => code)].join(
    "\n",
  );
}
