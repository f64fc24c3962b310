import type { Mark, MarkKind } from "tslab-dicom/contract";
import type { MarkResults } from "./markResults";

/** Where a viewer keeps its marks: its state. */
export interface MarkStore {
  get(): readonly Mark[];
  set(marks: readonly Mark[]): void;
}

/**
 * The marks of a viewer, with the one that is selected and the tool that is in hand: what its panes and its list have in
 * common.
 */
export class MarkBoard {
  private readonly listeners = new Set<() => void>();
  private chosenTool: MarkKind | null = null;
  private chosenMark: string | null = null;

  constructor(
    private readonly store: MarkStore,
    readonly results: MarkResults,
  ) {}

  get marks(): readonly Mark[] {
    return this.store.get();
  }

  get tool(): MarkKind | null {
    return this.chosenTool;
  }

  /** The mark whose handles are shown. */
  get selected(): Mark | null {
    return this.marks.find(({ id }) => id === this.chosenMark) ?? null;
  }

  /** Takes a tool in hand: presses on a pane draw from now on; null lays it down. */
  setTool(tool: MarkKind | null): void {
    if (tool === this.chosenTool) return;
    this.chosenTool = tool;
    this.update();
  }

  select(id: string | null): void {
    if (id === this.chosenMark) return;
    this.chosenMark = id;
    this.update();
  }

  add(mark: Mark): void {
    this.chosenMark = mark.id;
    this.put([...this.marks, mark]);
  }

  /** Puts a mark in the place of the one with its id. */
  replace(mark: Mark): void {
    this.put(this.marks.map((each) => (each.id === mark.id ? mark : each)));
  }

  remove(id: string): void {
    this.put(this.marks.filter((mark) => mark.id !== id));
  }

  clear(): void {
    this.put([]);
  }

  /** To be called after the viewer's state or the pictures of its planes changed. */
  update(): void {
    for (const listener of this.listeners) listener();
  }

  /** Calls back after every change, of the board itself and of what it stands on. */
  onChange(listener: () => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.listeners.add(listener);
    signal.addEventListener("abort", () => this.listeners.delete(listener), { once: true });
  }

  private put(marks: readonly Mark[]): void {
    this.store.set(marks);
    this.results.keepOnly(marks);
    this.update();
  }
}
