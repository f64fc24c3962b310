import { formatTagNumber } from "./elementHead";
import { describeTag } from "./tag";
import { TAGS } from "./tags";

const NAMED: ReadonlyMap<number, string> = new Map(
  Object.values(TAGS).map((tag) => [tag.number, describeTag(tag)]),
);

/** A tag that was met in a file as messages name it: "Pixel Data (7FE0,0010)" of those that are read here, else "(7FE1,1010)". */
export function nameTag(number: number): string {
  return NAMED.get(number) ?? formatTagNumber(number);
}
