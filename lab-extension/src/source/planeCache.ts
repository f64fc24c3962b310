import { LruCache } from "../decode/lruCache";
import { countBytes } from "./countBytes";
import type { PlaneImage } from "./planeSource";

/** Exact planes that came from kernels, by output and plane, as long as a view uses them. */
export class PlaneCache {
  private readonly images: LruCache<string, PlaneImage>;
  private users = 0;

  constructor(bytes: number) {
    this.images = new LruCache(bytes, countBytes);
  }

  /** Count a view; when the last has gone all is dropped. */
  use(signal: AbortSignal): void {
    this.users++;
    const leave = () => {
      this.users--;
      if (this.users === 0) this.images.clear();
    };
    signal.addEventListener("abort", leave, { once: true });
  }

  get(id: string): PlaneImage | undefined {
    return this.images.get(id);
  }

  set(id: string, image: PlaneImage): void {
    this.images.set(id, image);
  }
}

/** One for all views of the page, which so share their planes, and a limit whatever their number. */
export const PAGE_PLANES: PlaneCache = new PlaneCache(96 * 2 ** 20);
