import type { ShownOutput, ViewerPayload } from "tslab-dicom/contract";
import { ControlsView } from "../controls/controlsView";
import { type RenderOutput, renderStill } from "../controls/renderOutput";
import { PayloadError } from "../decode/payloadError";
import { inEnglish, type Translate } from "../dom/translate";
import type { LiveLink } from "../live/liveLink";
import { FramesView } from "./framesView";
import { SlicesView } from "./slicesView";
import type { View, ViewState } from "./view";

export interface ViewerOptions {
  /** Escape was pressed inside the viewer. @default the focus is given up */
  readonly onLeave?: () => void;
  /** Shows what a function showed. @default its picture */
  readonly render?: RenderOutput;
  /** @default in English */
  readonly translate?: Translate;
}

export interface ShowOptions {
  /** The bundle that the payload came in, whose picture may be a part of it. @default without a picture */
  readonly beside?: ShownOutput;
  /** The way to the kernel that made the output. @default none: what the output holds is all there is */
  readonly link?: LiveLink | null;
}

/** Canvases beyond this side fail in some browsers without saying so. */
const LARGEST_SIDE = 16_384;

const ALONE: Required<ShowOptions> = { beside: { data: {}, metadata: {} }, link: null };

/**
 * Shows a payload inside a host element, and others after it. Knows the page only: nothing of Jupyter.
 */
export class Viewer {
  private shown: View | null = null;
  private next: View | null = null;
  private readonly options: Required<ViewerOptions>;

  constructor(
    private readonly host: HTMLElement,
    options: ViewerOptions = {},
  ) {
    this.options = {
      onLeave: giveUpFocus,

      render: renderStill,
      translate: inEnglish,
      ...options,
    };
  }

  /**
   * Show a payload; resolves when its first picture is drawn. A payload of the same shape goes on at the same
   * slice with the same window, and the picture before it stays until the new one is there.
   *
   * @throws PayloadError (or what else went wrong) when its first picture cannot be shown.
   */
  async show(payload: ViewerPayload, options: ShowOptions = {}): Promise<void> {
    const previous = (this.next ?? this.shown)?.state ?? null;
    const view = createView(payload, previous, { ...this.options, ...ALONE, ...options });
    if (this.next !== this.shown) this.next?.dispose();
    this.next = view;
    if (!this.shown) {
      this.shown = view;
      this.host.replaceChildren(view.root);
    }
    await view.ready;
    if (this.next !== view || this.shown === view) return; // disposed, replaced by a newer one, or in place
    const hadFocus = this.shown?.root.contains(document.activeElement);
    this.host.replaceChildren(view.root);
    if (hadFocus) view.focus();
    this.shown?.dispose();
    this.shown = view;
  }

  dispose(): void {
    this.next?.dispose();
    this.shown?.dispose();
    this.next = null;
    this.shown = null;
  }
}

function createView(
  payload: ViewerPayload,
  previous: ViewState | null,
  options: Required<ViewerOptions & ShowOptions>,
): View {
  if (payload.kind === "controls") return new ControlsView(payload, { ...options, previous });
  const [height, width] =
    payload.kind === "slices" ? [payload.shape[1], payload.shape[2]] : [payload.height, payload.width];
  if (Math.max(height, width) > LARGEST_SIDE) {
    throw new PayloadError(`Pictures of ${height} x ${width} pixels are too large for a browser.`);
  }
  const { onLeave } = options;
  return payload.kind === "slices"
    ? new SlicesView(payload, { previous, onLeave })
    : new FramesView(payload, { previous, onLeave });
}

function giveUpFocus(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
