import { InvalidArgumentError } from "../errors";
import { findTag } from "./elements/findTag";
import type { NamedTag } from "./elements/tag";

/** What a caller who knows better says of which slices are one volume. */
export interface GroupingOptions {
  /**
   * Tags by which slices of one series are not split into volumes, by their keywords or numbers as `scan.tags.get` takes them:
   * `["ImageType"]` puts original and derived slices into one stack. @default none
   */
  join?: readonly string[];
  /**
   * Tags by each value of which a series is split into volumes, before all else: `["SeriesNumber"]` for reconstructions
   * under one Series Instance UID. @default none
   */
  splitBy?: readonly string[];
}

/**
 * The tags of these names.
 *
 * @throws InvalidArgumentError for a name that DICOM PS3.6 does not know, a sequence, or a tag in both lists.
 */
export function readGrouping({ join = [], splitBy = [] }: GroupingOptions): {
  readonly join: readonly NamedTag[];
  readonly splitBy: readonly NamedTag[];
} {
  const tags = { join: findTags(join, "join"), splitBy: findTags(splitBy, "splitBy") };
  const both = tags.splitBy.findIndex(({ number }) => tags.join.some((joined) => joined.number === number));
  if (both >= 0) throw new InvalidArgumentError("splitBy", "of other tags than join", splitBy[both]);
  return tags;
}

function findTags(names: readonly string[], argument: string): NamedTag[] {
  if (!Array.isArray(names)) throw new InvalidArgumentError(argument, "a list of names of tags", names);
  return names.map((name: unknown) => {
    if (typeof name !== "string") throw new InvalidArgumentError(argument, "a list of names of tags", name);
    const tag = findTag(name, argument);
    if (tag.vr !== "SQ") return tag;
    throw new InvalidArgumentError(argument, "of tags with a value of their own, no sequences", name);
  });
}
