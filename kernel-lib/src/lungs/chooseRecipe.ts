import { InvalidArgumentError } from "../errors";
import { type OptionKind, type OptionKinds, requireAscending, requireOptions } from "../options";
import { DARKEST_LUMEN } from "./floodAirway";
import { LUNG_RECIPE, type LungRecipe } from "./lungRecipe";

const KINDS = Object.fromEntries(
  Object.entries(LUNG_RECIPE).map(([name, value]): [string, OptionKind] => [
    name,
    typeof value === "number" ? "number" : "list",
  ]),
) as OptionKinds<LungRecipe>;

type Rule = readonly [expected: string, isRight: (n: number) => boolean];

/** A size, a share or a count that is positive by default is none that is negative; values in HU may be. */
const SIZE: Rule = ["a number from 0", (n) => n >= 0 && Number.isFinite(n)];
const VALUE: Rule = ["a finite number", Number.isFinite];
const RULES: Partial<Record<keyof LungRecipe, Rule>> = {
  cell: ["a positive number of mm", (n) => n > 0 && Number.isFinite(n)],
  leakStep: ["a whole number of HU from 1", (n) => Number.isInteger(n) && n >= 1],
  airwayBelow: [`a whole number above ${DARKEST_LUMEN} HU`, (n) => Number.isInteger(n) && n > DARKEST_LUMEN],
};

/**
 * The recipe with some constants that are others.
 *
 * @throws InvalidArgumentError for a name that is no constant, a number that it cannot be, or bounds that do not ascend.
 */
export function chooseRecipe(changes: Partial<LungRecipe>): LungRecipe {
  requireOptions(changes, KINDS, "recipe");
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const usual = LUNG_RECIPE[name as keyof LungRecipe];
    if (typeof usual !== "number") {
      requireAscending(`recipe.${name}`, Array.isArray(value) ? value : []);
      continue;
    }
    const [expected, isRight] = RULES[name as keyof LungRecipe] ?? (usual > 0 ? SIZE : VALUE);
    if (!(typeof value === "number" && isRight(value))) {
      throw new InvalidArgumentError(`recipe.${name}`, expected, value);
    }
  }
  return { ...LUNG_RECIPE, ...Object.fromEntries(given) };
}
