import { UserError } from "./userError.mjs";

/**
 * @typedef {object} Cell
 * @property {string} cell_type
 * @property {string | string[]} source
 * @property {{ tags?: string[] }} [metadata]
 */

/**
 * @typedef {import("./tutorialArguments.mjs").Parameters} Parameters
 */

/** @type {{ [Name in keyof Parameters]: (value: NonNullable<Parameters[Name]>) => string }} */
const WRITTEN = {
  folder: (path) => JSON.stringify(path),
  chosenSlice: (slice) => String(slice),
  chosenCentroid: ([row, column]) => `[${row}, ${column}]`,
};

/**
 * The code that runs in place of a notebook's parameter cell: the cell tagged `parameters`, with the given values in
 * its declarations. Parameters that are null keep what the notebook says.
 *
 * @param {readonly Cell[]} cells - of the notebook
 * @param {Parameters} parameters
 * @returns {Record<number, string>} source by index of the cell; empty when every parameter is null
 * @throws {UserError} when there is no such cell, or it lacks a declaration
 */
export function replacedSources(cells, parameters) {
  const given = /** @type {(keyof Parameters)[]} */ (Object.keys(WRITTEN)).filter(
    (name) => parameters[name] !== null,
  );
  if (given.length === 0) return {};

  const index = cells.findIndex(
    (cell) => cell.cell_type === "code" && cell.metadata?.tags?.includes("parameters"),
  );
  if (index < 0)
    throw new UserError("The notebook takes no parameters: no code cell of it is tagged `parameters`.");
  const { source } = cells[index];
  const written = given.reduce(
    (text, name) =>
      withDeclaration(
        text,
        name,
        /** @type {(value: unknown) => string} */ (WRITTEN[name])(parameters[name]),
      ),
    typeof source === "string" ? source : source.join(""),
  );
  return { [index]: written };
}

/**
 * A cell's source with another value in `const name: Type = value;`.
 *
 * @param {string} source
 * @param {string} name
 * @param {string} value - as code
 * @returns {string}
 */
function withDeclaration(source, name, value) {
  const text = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/.source;
  const declaration = new RegExp(`^([ \\t]*const[ \\t]+${name}\\b[^=;]*=)(?:${text}|[^;"'])*;`, "m");
  if (!declaration.test(source)) {
    throw new UserError(`The notebook's parameter cell declares no \`const ${name}: ... = ...;\`.`);
  }
  return source.replace(declaration, (_, head) => `${head} ${value};`);
}
