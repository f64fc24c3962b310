import type { ShownOutput, ViewerPayload } from "tslab-dicom/contract";
import { ControlsView } from "../controls/controlsView";
import { type RenderOutput, renderStill } from "../controls/renderOutput";
import { PayloadError } from "../decode/payloadError";
import { findScroller } from "../dom/findScroller";
import { inEnglish, type Translate } from "../dom/translate";
import type { LiveLink } from "../live/liveLink";
import { FramesView } from "./framesView";
import { SlicesView } from "./slicesView";
import { type KeyTable, USUAL_KEYS } from "./state/keyTable";
import { LinkedViewers } from "./state/linkedViewers";
import { Succession } from "./succession";
import type { MarksListener, View, ViewOptions } from "./view";
import type { ViewHandle } from "./viewHandle";

export interface ViewerOptions {
  /** Escape was pressed inside the viewer. @default the focus is given up */
  readonly onLeave?: () => void;
  /** Texts in the reader's language. @default as they are written */
  readonly translate?: Translate;
  /** What keys do; actions that are left out keep their usual keys. @default USUAL_KEYS */
  readonly keys?: Partial<KeyTable>;
  /** The reader or the kernel placed, moved or removed marks. @default nobody is told */
  readonly onMarks?: MarksListener;
  /** Shows what a function showed. @default its picture */
  readonly render?: RenderOutput;
  /** What it lies in: viewers of one scope with the same word move together. @default the page */
  readonly scope?: () => unknown;
  /** What scrolls the page around it, null for the window; its height is what a picture and its slider fit into. @default found */
  readonly scroller?: () => Element | null;
}

export interface ShowOptions extends ViewerOptions {
  /** The way to the kernel that made the output. @default none: what the output holds is all there is */
  readonly link?: LiveLink | null;
  /** The payload as the kernel wrote it, where it is shown with the reader's settings. @default the payload */
  readonly output?: ViewerPayload;
  /** The bundle that the payload came in, whose picture may be a part of it. @default without a picture */
  readonly beside?: ShownOutput;
}

/** Canvases beyond this side fail in some browsers without saying so. */
const LARGEST_SIDE = 16_384;

/** All viewers of this page. */
const PAGE = new LinkedViewers();

/**
 * Shows a payload inside a host element, and others after it. Knows the page only: nothing of Jupyter.
 */
export class Viewer {
  private readonly views: Succession;

  constructor(
    private readonly host: HTMLElement,
    private readonly options: ViewerOptions = {},
  ) {
    this.views = new Succession((view, before) => {
      const hadFocus = before?.root.contains(document.activeElement);
      host.replaceChildren(view.root);
      if (hadFocus) view.focus();
    });
  }

  /**
   * Show a payload; resolves when its first picture is drawn. A payload of the same shape goes on as the reader left
   * the one before it, which stays on the page and can be used until the new one is there.
   *
   * @param options - over those of the viewer.
   * @throws PayloadError (or what else went wrong) when its first picture cannot be shown.
   */
  async show(payload: ViewerPayload, options: ShowOptions = {}): Promise<void> {
    const {
      onLeave = giveUpFocus,
      translate = inEnglish,
      keys,
      onMarks,
      link = null,
      beside = { data: {}, metadata: {} },
      render = renderStill,
      scope = () => document,
      scroller = () => findScroller(this.host),
      output = payload,
    } = {
      ...this.options,
      ...options,
    };
    await this.views.follow((previous) =>
      createView(payload, {
        previous,
        onLeave,
        translate,
        keys: { ...USUAL_KEYS, ...keys },
        onMarks: onMarks ?? (() => undefined),
        link,
        beside,
        render,
        scope,
        scroller,
        output,
        group: PAGE,
      }),
    );
  }

  /** What commands act on; null while there is nothing. */
  get handle(): ViewHandle | null {
    return this.views.current?.handle ?? null;
  }

  dispose(): void {
    this.views.dispose();
  }
}

function createView(payload: ViewerPayload, options: ViewOptions): View {
  if (payload.kind === "controls") return new ControlsView(payload, options);
  const [height, width] =
    payload.kind === "slices" ? [payload.shape[1], payload.shape[2]] : [payload.height, payload.width];
  if (Math.max(height, width) > LARGEST_SIDE) {
    throw new PayloadError(`Pictures of ${height} x ${width} pixels are too large for a browser.`);
  }
  return payload.kind === "slices" ? new SlicesView(payload, options) : new FramesView(payload, options);
}

function giveUpFocus(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
