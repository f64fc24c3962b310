import type { SlicesPayload } from "tslab-dicom/contract";
import { decodeBits } from "../decode/bitVolume";
import { PayloadError } from "../decode/payloadError";
import { Listeners } from "../live/listeners";
import { type DecodeStep, EmbeddedLayer, type EmbeddedLayerOptions } from "./embeddedLayer";
import { planeId } from "./planeId";
import type { PlaneImage, PlaneKey, PlaneSource } from "./planeSource";

const LIMITS: EmbeddedLayerOptions = { pictureBytes: 32 * 2 ** 20, stackBytes: 256 * 2 ** 20 };

/**
 * The planes that an output holds, decoded as they are asked for: slices exactly where they are embedded so, planes
 * across the slices and slabs exactly where every slice is, else of the preview, whose slices are decoded one after
 * another as soon as the reader moves.
 *
 * @param signal - ends all work.
 */
export function createEmbeddedSource(
  payload: SlicesPayload,
  signal: AbortSignal,
  limits: EmbeddedLayerOptions = LIMITS,
): PlaneSource {
  return new EmbeddedSource(payload, signal, limits);
}

class EmbeddedSource implements PlaneSource {
  private readonly images = new Listeners<[image: PlaneImage]>();
  private readonly failures = new Listeners<[key: PlaneKey, sentence: string]>();
  private layers: readonly EmbeddedLayer[] = [];
  private wanted: readonly PlaneKey[] = [];
  /** Ids of wanted keys for which nothing is left to do and whose listeners know. */
  private settled = new Set<string>();
  private working = false;
  /** The slice that was asked for last, and whether another was before it. */
  private near: number;
  private moved = false;

  constructor(
    private readonly payload: SlicesPayload,
    private readonly signal: AbortSignal,
    private readonly limits: EmbeddedLayerOptions,
  ) {
    this.near = payload.slice;
  }

  peek(key: PlaneKey): PlaneImage | null {
    return this.layers[key.layer]?.peek(key) ?? null;
  }

  want(shown: readonly PlaneKey[], beside: readonly PlaneKey[] = []): void {
    const keys = [...shown, ...beside];
    const slice = shown.find(({ axis }) => axis === 0)?.first;
    if (slice !== undefined && slice !== this.near) [this.near, this.moved] = [slice, true];
    this.wanted = keys;
    this.settled = new Set(keys.filter((key) => this.isDone(key) && this.peek(key)).map(planeId));
    if (!this.working) void this.work();
  }

  onImage(listener: (image: PlaneImage) => void, signal: AbortSignal): void {
    this.images.add(listener, signal);
  }

  onFailure(listener: (key: PlaneKey, sentence: string) => void, signal: AbortSignal): void {
    this.failures.add(listener, signal);
  }

  /** One slice after another, for the newest wish first, until nothing is left to do. */
  private async work(): Promise<void> {
    this.working = true;
    try {
      if (this.layers.length === 0) this.layers = await this.openLayers();
      while (!this.signal.aborted) {
        for (const key of this.wanted) this.settle(key);
        const next = this.findNext();
        if (!next) return;
        await next.layer.decode(next.step);
        if (next.key && !this.signal.aborted) this.settle(next.key);
      }
    } catch (error) {
      for (const key of this.wanted) this.failures.tell(key, describe(error));
    } finally {
      this.working = false;
    }
  }

  private async openLayers(): Promise<readonly EmbeddedLayer[]> {
    const { shape, padding, second } = this.payload;
    const outside = padding ? await decodeBits(padding, shape[0], "What lies outside the scan") : null;
    const layers = [new EmbeddedLayer(0, this.payload, outside, this.limits)];
    if (second) {
      const beyond = second.padding
        ? await decodeBits(second.padding, shape[0], "What lies outside the second volume")
        : null;
      layers.push(new EmbeddedLayer(1, { shape, ...second }, beyond, this.limits));
    }
    return layers;
  }

  /** What to decode next, and for which picture; null for none when it is ahead of the reader. */
  private findNext(): { layer: EmbeddedLayer; step: DecodeStep; key: PlaneKey | null } | null {
    for (const key of this.wanted) {
      const layer = this.layers[key.layer];
      const step = layer?.findStep(key, this.near);
      if (step) return { layer, step, key };
    }
    for (const layer of this.moved ? this.layers : []) {
      const step = layer.findFill(this.near);
      if (step) return { layer, step, key: null };
    }
    return null;
  }

  private isDone(key: PlaneKey): boolean {
    return this.layers[key.layer]?.findStep(key, this.near) === null;
  }

  /** Tell of a picture that is there now, or that will never be. */
  private settle(key: PlaneKey): void {
    if (this.settled.has(planeId(key)) || !this.isDone(key)) return;
    this.settled.add(planeId(key));
    const image = this.peek(key);
    if (image) this.images.tell(image);
    else this.failures.tell(key, describe(this.layers[key.layer].findFailure(key)));
  }
}

function describe(error: unknown): string {
  return error instanceof PayloadError ? error.message : "This picture could not be decoded.";
}
