import { describeTag } from "../elements/tag";
import type { LoadWarning } from "../report/loadReport";
import { completesStack } from "./completesStack";
import { type FrameTraits, hasPlace } from "./frameTraits";
import { groupBy } from "./groupBy";
import { groupByPlane, STACK_SLICES } from "./groupByPlane";
import { type Part, partOf, type SplitChoice } from "./part";
import { STACK_RULES, type StackRule } from "./stackRules";

/** More values than this are not tried together: each pair costs a look at its frames. */
const MOST_TRIED = 8;

/** The parts split by each rule of a stack in turn. */
export function splitStacks(parts: readonly Part[], { joined }: Pick<SplitChoice, "joined">): Part[] {
  const rules = STACK_RULES.filter(({ tag }) => tag === null || !joined.has(tag.number));
  const split = rules.reduce<readonly Part[]>(
    (all, rule) => all.flatMap((part) => splitBy(part, rule)),
    parts,
  );
  return split.map((part, stack) => ({ ...part, stack }));
}

function splitBy(part: Part, rule: StackRule): Part[] {
  const groups = groupBy(part.frames, rule.read);
  if (groups.size < 2) return [part];
  if (rule.emptyWhenAllDiffer && allDiffer(part.frames, rule)) {
    return [{ ...part, warnings: withWarning(part.warnings, joinedWarning(rule, part.frames)) }];
  }
  const silent = groups.get("") ?? [];
  groups.delete("");
  const said = [...groups.values()];
  const stacks = (rule.apart === "always" ? said : joinStacks(said)).map((frames) => [...frames]);
  const left = giveSilent(silent, stacks);
  const all = left.length === 0 ? stacks : [...stacks, left];
  const inFileOrder = all
    .map((frames) => frames.sort((a, b) => orderOf(a) - orderOf(b) || a.frame.index - b.frame.index))
    .sort((a, b) => orderOf(a[0]) - orderOf(b[0]) || a[0].frame.index - b[0].frame.index);
  return inFileOrder.map((frames) => ({
    ...partOf(part, frames, inFileOrder.length === 1 ? [] : differenceOf(rule, frames[0])),
    warnings: withWarning(part.warnings, joinedWarning(rule, frames)),
  }));
}

/** Whether each image that says something says something of its own; a copy is the same image. */
function allDiffer(frames: readonly FrameTraits[], { read }: StackRule): boolean {
  const saying = frames.filter((one) => read(one) !== "");
  const values = new Set(saying.map(read));
  const images = new Set(
    saying.map(({ instanceUid, frame }) => `${instanceUid || frame.file.index}/${frame.index}`),
  );
  return values.size === images.size && values.size >= STACK_SLICES;
}

function orderOf({ frame }: FrameTraits): number {
  return frame.file.index;
}

/** Stacks that complete each other as one; the first by its file first. */
function joinStacks(groups: readonly (readonly FrameTraits[])[]): (readonly FrameTraits[])[] {
  const stacks = [...groups];
  if (stacks.length > MOST_TRIED) return stacks;
  for (let i = 0; i < stacks.length; i++) {
    for (let j = i + 1; j < stacks.length; j++) {
      if (!completesStack(stacks[i], stacks[j])) continue;
      stacks[i] = [...stacks[i], ...stacks[j]];
      stacks.splice(j, 1);
      // What did not go on where the stack ended may do so now.
      j = i;
    }
  }
  return stacks;
}

/** Puts frames that do not say into the one stack that they complete; gives those back that complete none. */
function giveSilent(silent: readonly FrameTraits[], stacks: FrameTraits[][]): FrameTraits[] {
  if (silent.length === 0 || stacks.length === 0 || stacks.length > MOST_TRIED) return [...silent];
  const left: FrameTraits[] = [];
  // Frames that lost their place stay with the first stack: alone they would pass for a picture, unmissed.
  const lost = silent.filter((frame) => !hasPlace(frame));
  const placed = silent.filter(hasPlace);
  for (const { frames } of groupByPlane(placed)) {
    const completed = stacks.filter((stack) => completesStack(stack, frames));
    if (completed.length === 1) completed[0].push(...frames);
    else left.push(...frames);
  }
  (lost.length === silent.length || left.length === 0 ? stacks[0] : left).push(...lost);
  return left;
}

function differenceOf({ tag, show }: StackRule, frame: FrameTraits): Part["differs"] {
  return tag === null ? [] : [{ tag: tag.name, value: show(frame) }];
}

/** Two rules read Image Type, and what they say may be the same. */
function withWarning(warnings: readonly LoadWarning[], one: LoadWarning | null): readonly LoadWarning[] {
  return one === null || warnings.some(({ message }) => message === one.message)
    ? warnings
    : [...warnings, one];
}

/** Says what was taken for one stack although its tags are not alike. */
function joinedWarning({ tag, read }: StackRule, frames: readonly FrameTraits[]): LoadWarning | null {
  const placed = frames.filter(hasPlace);
  const counts = [...groupBy(placed, read)].sort(([, a], [, b]) => b.length - a.length);
  if (tag === null || counts.length < 2) return null;
  const silent = counts.find(([value]) => value === "")?.[1].length ?? 0;
  const other = placed.length - counts[0][1].length;
  const what =
    silent > 0
      ? `is missing in ${silent} of ${frames.length} slices`
      : `differs in ${other} of ${frames.length} slices`;
  return {
    code: "SLICES_JOINED",
    message: `${describeTag(tag)} ${what}, which complete the stack of the others and were taken as its slices`,
  };
}
