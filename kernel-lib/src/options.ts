import { closest, distance } from "fastest-levenshtein";
import { shortly } from "./describe";
import { InvalidArgumentError } from "./errors";

/** What an option's value may be: cells run though their types are wrong, so that types alone promise nothing. */
export type OptionKind = "number" | "text" | "boolean" | "function" | "list" | "record" | "signal" | "null";

/** The kinds of all options of a function; a new option without a kind does not compile. */
export type OptionKinds<T> = { readonly [Name in keyof T]-?: OptionKind | readonly OptionKind[] };

interface Kind {
  readonly called: string;
  readonly is: (value: unknown) => boolean;
}

const KINDS: Readonly<Record<OptionKind, Kind>> = {
  number: { called: "a number", is: (value) => typeof value === "number" },
  text: { called: "a text", is: (value) => typeof value === "string" },
  boolean: { called: "true or false", is: (value) => typeof value === "boolean" },
  function: { called: "a function", is: (value) => typeof value === "function" },
  list: { called: "a list", is: (value) => Array.isArray(value) || ArrayBuffer.isView(value) },
  record: { called: "an object", is: isRecord },
  signal: { called: "an AbortSignal", is: (value) => value instanceof AbortSignal },
  null: { called: "null", is: (value) => value === null },
};

/**
 * Holds what a cell gave as options against what there is; an option that is undefined counts as not given.
 *
 * @param argument - what the options are called where they are given: "view".
 * @throws InvalidArgumentError for what is no object, a name that is none of theirs, a value of another kind.
 */
export function requireOptions<T extends object>(
  options: T,
  kinds: OptionKinds<T>,
  argument = "options",
): void {
  const names = Object.keys(kinds);
  if (!isRecord(options)) {
    throw new InvalidArgumentError(argument, `an object such as { ${names[0]}: ... }`, shortly(options));
  }
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(kinds, name)) {
      throw new InvalidArgumentError(argument, `made of ${names.join(", ")}`, shownName(name, names));
    }
    const allowed = [kinds[name as keyof T]].flat() as readonly OptionKind[];
    if (allowed.some((kind) => KINDS[kind].is(value))) continue;
    const path = argument === "options" ? name : `${argument}.${name}`;
    throw new InvalidArgumentError(path, listed(allowed.map((kind) => KINDS[kind].called)), shortly(value));
  }
}

/**
 * Holds a word, or a number, against the choices there are.
 *
 * @throws InvalidArgumentError for any other value.
 */
export function requireChoice<C extends string | number>(
  name: string,
  value: C,
  choices: readonly C[],
): void {
  if (choices.includes(value)) return;
  const words = choices.map(String);
  const received = typeof value === "string" ? shownName(value, words) : shortly(value);
  throw new InvalidArgumentError(name, listed(choices.map(shortly)), received);
}

/** @throws InvalidArgumentError unless each of a list is a number for which the test holds. */
export function requireNumbers(
  name: string,
  list: readonly number[],
  expected: string,
  isRight: (n: number) => boolean,
): void {
  const all = Array.from(list);
  const wrong = all.findIndex((n) => !(typeof n === "number" && isRight(n)));
  if (wrong >= 0) throw new InvalidArgumentError(name, expected, all[wrong]);
}

/** @throws InvalidArgumentError unless a range is two ascending numbers with a finite number between them. */
export function requireAscending(name: string, range: readonly number[]): void {
  const isRange = range.length === 2 && range.every(Number.isFinite) && range[0] < range[1];
  if (isRange && Number.isFinite(range[1] - range[0])) return;
  throw new InvalidArgumentError(name, "two ascending finite numbers", shortly(range));
}

/** True for an object that holds fields: no list, and nothing that a class of the language made. */
function isRecord(value: unknown): boolean {
  return Object.prototype.toString.call(value) === "[object Object]";
}

/** Share of a name that may be mistyped. */
const MISTYPED = 0.5;

function shownName(name: string, names: readonly string[]): string {
  const lower = name.toLowerCase();
  const nearest = closest(
    lower,
    names.map((other) => other.toLowerCase()),
  );
  const meant = names.find((other) => other.toLowerCase() === nearest) ?? "";
  const near = distance(lower, nearest) <= MISTYPED * Math.max(meant.length, name.length);
  return near ? `${shortly(name)}; did you mean "${meant}"?` : shortly(name);
}

/** "a", "a or b", "a, b or c". */
function listed(words: readonly string[]): string {
  const last = words[words.length - 1];
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}
