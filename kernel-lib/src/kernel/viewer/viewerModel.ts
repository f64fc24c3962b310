import { findInitialState, namePlanes, readViewerState, type ViewerState } from "../../contract";
import { sentenceOf } from "../../describe";
import type { ShownVolume } from "../../display/payload/shownVolume";
import { InvalidArgumentError } from "../../errors";
import type { AnswerPage, LivePage, LiveSource } from "../live/liveSource";
import { answerPlane } from "./answerPlane";

/** The kernel's side of a slice viewer: what its pages show, and what the reader did there. */
export interface ViewerModel {
  readonly shown: ShownVolume;
  readonly source: LiveSource;
  /** As the newest change left it, whoever made it. */
  readonly state: () => ViewerState;
  /** Sets fields, checked already, here and in every page that is open. */
  readonly set: (changes: Partial<ViewerState>) => void;
  /** Calls back after each change of the reader's or a cell's; gives what stops that. */
  readonly onChange: (listener: () => unknown) => () => void;
}

/** Each page is a view of its own: what a reader changes in one stays there, what a cell sets goes to all. */
export function createViewerModel(shown: ShownVolume, settings: Partial<ViewerState>): ViewerModel {
  const { geometry, voxels } = shown.volume;
  let state: ViewerState = { ...beginState(shown), ...settings };
  const pages = new Set<LivePage>();
  const listeners = new Set<() => unknown>();
  const extent = {
    planes: namePlanes(geometry.known === "place" ? geometry.affine : null),
    second: shown.second !== null,
  };

  /** Whether anything has changed. */
  const change = (changes: Partial<ViewerState>): boolean => {
    const before = state;
    state = { ...state, ...changes };
    return JSON.stringify(before) !== JSON.stringify(state);
  };
  const tell = () => {
    for (const listener of [...listeners]) callListener(listener);
  };

  const open = (page: LivePage): AnswerPage => {
    pages.add(page);
    page.signal.addEventListener("abort", () => pages.delete(page));
    page.send({ message: { kind: "set", state } });
    return (message) => {
      if (message.kind === "plane") return answerPlane(shown, message);
      if (message.kind !== "state") {
        throw new InvalidArgumentError("a message to a slice viewer", '"plane" or "state"', message.kind);
      }
      const reading = readViewerState(message.state, geometry.shape, state.overlays.length, extent);
      if ("problem" in reading) throw new Error(reading.problem);
      // Where a cell's value is on its way to the page, the page tells it again: both sides end with that.
      if (change(reading.payload)) tell();
    };
  };

  return {
    shown,
    source: { open, holds: [voxels, ...listOthers(shown)].map(({ data }) => data.buffer) },
    state: () => state,
    set: (changes) => {
      const isNew = change(changes);
      // Also where nothing is new here: a page may have gone elsewhere before another came here.
      for (const page of pages) page.send({ message: { kind: "set", state: changes } });
      if (isNew) tell();
    },
    onChange: (listener) => {
      const own = () => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

/** What the listener throws, or rejects with, is a line in the cell: the change has happened, and others hear of it too. */
function callListener(listener: () => unknown): void {
  const say = (thrown: unknown) => {
    process.stdout.write(`A listener of the viewer failed: ${sentenceOf(thrown)}\n`);
  };
  try {
    const answered = listener();
    if (answered instanceof Promise) answered.catch(say);
  } catch (thrown) {
    say(thrown);
  }
}

/** Arrays that a viewer holds beside its volume's values. */
function listOthers({
  volume,
  overlays,
  labelMaps,
  second,
}: ShownVolume): { readonly data: ArrayBufferView }[] {
  return [
    { data: volume.padding.bits },
    ...(second ? [{ data: second.volume.padding.bits }] : []),
    ...overlays.map(({ mask }) => ({ data: mask.bits })),
    ...labelMaps.map(({ map }) => map.labels),
    ...(second ? [second.volume.voxels] : []),
  ];
}

function beginState({ volume, slice, window, overlays, labelMaps, second }: ShownVolume): ViewerState {
  const { shape, affine, known } = volume.geometry;
  const usual = findInitialState({
    shape,
    affine,
    placed: known === "place",
    slice,
    window,
    overlays,
    labelMaps,
    ...(second && { second }),
  });
  const styles = [...overlays, ...labelMaps].map(({ style }) => style);
  return {
    ...usual,
    overlays: usual.overlays.map((overlay, i) => ({ ...overlay, style: styles[i] ?? overlay.style })),
  };
}
