import type { SlicesPayload } from "tslab-dicom/contract";
import { Listeners } from "../live/listeners";
import type { LiveLink } from "../live/liveLink";
import { Pace } from "../live/pace";
import { createEmbeddedSource } from "./embeddedSource";
import { PAGE_PLANES, type PlaneCache } from "./planeCache";
import { planeId } from "./planeId";
import type { PlaneImage, PlaneKey, PlaneSource } from "./planeSource";
import { hasCoarseOverlays, readPlaneReply } from "./readPlaneReply";
import { Travel } from "./travel";

/** A reader who has done nothing for so many milliseconds leaves time for the planes that may come next. */
const STILL = 150;

/**
 * The planes of a slice viewer: from its kernel exactly, and until they are there (or where the kernel is gone, or
 * refuses) from what the output holds.
 *
 * @param link - null for an output that is all there is.
 * @param signal - ends all work.
 */
export function createLiveSource(
  payload: SlicesPayload,
  link: LiveLink | null,
  signal: AbortSignal,
  planes: PlaneCache = PAGE_PLANES,
): PlaneSource {
  const embedded = createEmbeddedSource(payload, signal);
  return link && payload.live ? new LiveSource(payload, link, embedded, planes, signal) : embedded;
}

class LiveSource implements PlaneSource {
  private readonly images = new Listeners<[image: PlaneImage]>();
  private readonly failures = new Listeners<[key: PlaneKey, sentence: string]>();
  private readonly withOverlays: boolean;
  private readonly travel = new Travel();
  private readonly pace: Pace;
  private stillTimer: ReturnType<typeof setTimeout> | undefined;
  private isStill = false;
  private shown: readonly PlaneKey[] = [];
  /** What is shown, and what is wanted beside it. */
  private wanted: readonly PlaneKey[] = [];
  /** Ids of planes that the kernel refused; they are not asked for again until it is found anew. */
  private readonly refused = new Set<string>();
  /** What the output cannot show, with a sentence each, by id. */
  private readonly missing = new Map<string, string>();
  /** Ids of planes of which the output has a preview alone, since what it holds exactly is damaged. */
  private readonly damaged = new Set<string>();
  private working = false;

  constructor(
    private readonly payload: SlicesPayload,
    private readonly link: LiveLink,
    private readonly embedded: PlaneSource,
    private readonly planes: PlaneCache,
    private readonly signal: AbortSignal,
  ) {
    this.withOverlays = hasCoarseOverlays(payload);
    planes.use(signal);
    this.pace = new Pace(() => void this.work(), signal);
    signal.addEventListener("abort", () => clearTimeout(this.stillTimer), { once: true });
    embedded.onImage((image) => {
      if (image.quality === "preview") this.damaged.add(planeId(image.key));
      if (!this.find(image.key)) this.images.tell(image);
      void this.work();
    }, signal);
    embedded.onFailure((key, sentence) => {
      this.missing.set(planeId(key), sentence);
      this.tellMissing(key);
      void this.work();
    }, signal);
    link.onStatus((status) => {
      if (status === "live") this.refused.clear();
      if (status === "gone") for (const key of this.wanted) this.tellMissing(key);
      void this.work();
    }, signal);
  }

  peek(key: PlaneKey): PlaneImage | null {
    return this.find(key) ?? this.embedded.peek(key);
  }

  want(shown: readonly PlaneKey[], beside: readonly PlaneKey[] = []): void {
    const isMissing = (key: PlaneKey) => !this.find(key);
    if (shown.map(planeId).join() !== this.shown.map(planeId).join()) this.pace.step();
    this.shown = shown;
    this.wanted = [...shown, ...beside];
    this.travel.follow(shown);
    this.embedded.want(shown.filter(isMissing), beside.filter(isMissing));
    clearTimeout(this.stillTimer);
    this.isStill = false;
    this.stillTimer = setTimeout(() => {
      this.isStill = true;
      void this.work();
    }, STILL);
    void this.work();
  }

  onImage(listener: (image: PlaneImage) => void, signal: AbortSignal): void {
    this.images.add(listener, signal);
  }

  onFailure(listener: (key: PlaneKey, sentence: string) => void, signal: AbortSignal): void {
    this.failures.add(listener, signal);
  }

  /** One request after another, for the newest wish first, until nothing is left to ask for. */
  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    for (let key = this.findNext(); key; key = this.findNext()) {
      const wish = this.isWanted(key);
      try {
        const image = await this.ask(key);
        if (this.signal.aborted) break;
        this.planes.set(this.idOf(key), image);
        if (wish || this.isWanted(key)) this.images.tell(image);
      } catch {
        // A kernel that is gone has refused nothing.
        if (this.signal.aborted || this.link.status === "gone") break;
        this.refused.add(planeId(key));
        this.tellMissing(key);
      }
    }
    this.working = false;
  }

  private async ask(key: PlaneKey): Promise<PlaneImage> {
    const { layer, axis, first, last, mode } = key;
    const overlays = this.withOverlays && layer === 0;
    const reply = await this.link.request(
      { kind: "plane", layer, axis, planes: { first, last }, mode, overlays },
      this.signal,
    );
    return readPlaneReply(reply, key, this.payload, overlays);
  }

  private findNext(): PlaneKey | null {
    // A request that waits for the kernel to be found would be an old wish by then.
    if (this.signal.aborted || !["live", "busy"].includes(this.link.status)) return null;
    const isWorth = (key: PlaneKey) =>
      !this.find(key) && !this.refused.has(planeId(key)) && !this.isEmbeddedExactly(key);
    // Of a movement only what the output has nothing to show of, which would be seen to stand still.
    if (this.pace.isMoving) {
      return this.shown.find((key) => isWorth(key) && this.embedded.peek(key) === null) ?? null;
    }
    const ahead = () => this.travel.findAhead(this.shown, this.payload.shape);
    return this.wanted.find(isWorth) ?? (this.isStill ? ahead().find(isWorth) : undefined) ?? null;
  }

  /** Whether the output holds the plane as the volume has it, so far as is known. */
  private isEmbeddedExactly(key: PlaneKey): boolean {
    const id = planeId(key);
    return isPromised(this.payload, key) && !this.missing.has(id) && !this.damaged.has(id);
  }

  private isWanted(key: PlaneKey): boolean {
    return this.wanted.some((each) => planeId(each) === planeId(key));
  }

  private find(key: PlaneKey): PlaneImage | null {
    const kept = this.planes.get(this.idOf(key));
    return kept ? { ...kept, key } : null;
  }

  /** Tell that a wanted plane cannot be had, where neither the output nor the kernel has it. */
  private tellMissing(key: PlaneKey): void {
    const sentence = this.missing.get(planeId(key));
    const mayCome = this.link.status !== "gone" && !this.refused.has(planeId(key));
    if (sentence !== undefined && !mayCome) this.failures.tell(key, sentence);
  }

  private idOf(key: PlaneKey): string {
    return `${this.payload.live?.id} ${planeId(key)}`;
  }
}

/** Whether an output that is whole holds a plane exactly. */
function isPromised({ exact, preview, second }: SlicesPayload, key: PlaneKey): boolean {
  const content = key.layer === 1 ? second : { exact, preview };
  if (!content || content.preview === null) return content?.preview === null;
  const isSlice = key.axis === 0 && key.first === key.last;
  return isSlice && content.exact.some(({ slice }) => slice === key.first);
}
