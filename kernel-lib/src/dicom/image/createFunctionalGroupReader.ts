import type { ElementReader } from "../elements/elementReader";
import type { Tag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import { FUNCTIONAL_GROUP_MACROS } from "./functionalGroupMacros";

/** Attributes of a converted classic image that have no macro, per frame and shared. DICOM PS3.3 C.7.6.16.2. */
const UNASSIGNED: readonly Tag<"SQ">[] = [
  TAGS.UnassignedPerFrameConvertedAttributesSequence,
  TAGS.UnassignedSharedConvertedAttributesSequence,
];

/**
 * A reader of one frame of an enhanced image: an attribute is looked up in its macro of each group in turn,
 * then among the groups' attributes without a macro, then in the data set. Image Type is the Frame Type.
 *
 * @param groups - the frame's own functional groups first, then the shared ones.
 */
export function createFunctionalGroupReader(
  groups: readonly ElementReader[],
  dataSet: ElementReader,
): ElementReader {
  const known = new Map<number, Place>();
  const place = (tag: Tag): Place => {
    let found = known.get(tag.number);
    if (found === undefined) {
      found = placeIn(groups, tag) ?? { reader: dataSet, number: tag.number };
      known.set(tag.number, found);
    }
    return found;
  };
  const through =
    <Asked extends Tag, Rest extends readonly unknown[], Value>(
      read: (reader: ElementReader) => (tag: Asked, ...rest: Rest) => Value,
    ) =>
    (tag: Asked, ...rest: Rest): Value => {
      const { reader, number } = place(tag);
      return read(reader)(number === tag.number ? tag : { ...tag, number }, ...rest);
    };
  return {
    tags: () => [...dataSet.tags(), ...groups.flatMap(tagsWithin)],
    has: through((reader) => reader.has),
    vr: through((reader) => reader.vr),
    littleEndian: through((reader) => reader.littleEndian),
    text: through((reader) => reader.text),
    decimals: through((reader) => reader.decimals),
    uint16: through((reader) => reader.uint16),
    int16: through((reader) => reader.int16),
    uint32: through((reader) => reader.uint32),
    floats: through((reader) => reader.floats),
    bytes: through((reader) => reader.bytes),
    items: through((reader) => reader.items),
  };
}

/** Of a group and of its macros' items, where a reader of the frame finds them. */
function tagsWithin(group: ElementReader): readonly Tag[] {
  const inMacros = [...FUNCTIONAL_GROUP_MACROS.values()].flat().flatMap(({ sequence, tag }) => {
    const [item] = group.items(sequence);
    return item?.has(tag) ? [tag] : [];
  });
  return [...group.tags(), ...inMacros];
}

/** Where an attribute is, and under which number. */
interface Place {
  readonly reader: ElementReader;
  readonly number: number;
}

function placeIn(groups: readonly ElementReader[], tag: Tag): Place | null {
  for (const entry of FUNCTIONAL_GROUP_MACROS.get(tag.number) ?? []) {
    for (const group of groups) {
      const [item] = group.items(entry.sequence);
      if (item?.has(entry.tag)) return { reader: item, number: entry.tag.number };
    }
  }
  for (const group of groups) {
    if (group.has(tag)) return { reader: group, number: tag.number };
  }
  for (const sequence of UNASSIGNED) {
    for (const group of groups) {
      const [item] = group.items(sequence);
      if (item?.has(tag)) return { reader: item, number: tag.number };
    }
  }
  return null;
}
