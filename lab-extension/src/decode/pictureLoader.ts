import { LruCache } from "./lruCache";
import { NewestOnly } from "./newestOnly";

export interface PictureLoaderOptions<Picture> {
  readonly load: (index: number) => Promise<Picture>;
  readonly bytesOf: (picture: Picture) => number;
  readonly release?: (picture: Picture) => void;
  readonly onLoaded: (picture: Picture, index: number) => void;
  readonly onFailed: (error: unknown, index: number) => void;
}

/** Decoded pictures are kept up to this many bytes. */
const CACHE_BYTES = 48 * 2 ** 20;

/**
 * Brings the pictures of a stack, one decode at a time. A picture that is done while a newer one is wanted is
 * handed over as well, so that fast scrolling shows motion instead of a frozen picture.
 */
export class PictureLoader<Picture> {
  private readonly cache: LruCache<number, Picture>;
  private readonly decoding = new NewestOnly<number>((index) => this.decode(index));
  private disposed = false;

  constructor(private readonly options: PictureLoaderOptions<Picture>) {
    this.cache = new LruCache(CACHE_BYTES, options.bytesOf, options.release);
  }

  /** Hand over the picture at an index: at once when it is kept, else when it is decoded. */
  request(index: number): void {
    const kept = this.cache.get(index);
    if (kept === undefined) {
      this.decoding.request(index);
      return;
    }
    this.decoding.cancel();
    this.options.onLoaded(kept, index);
  }

  dispose(): void {
    this.disposed = true;
    this.decoding.cancel();
    this.cache.clear();
  }

  private async decode(index: number): Promise<void> {
    try {
      const picture = this.cache.get(index) ?? (await this.options.load(index));
      if (this.disposed) {
        this.options.release?.(picture);
        return;
      }
      this.cache.set(index, picture);
      this.options.onLoaded(picture, index);
    } catch (error) {
      if (!this.disposed) this.options.onFailed(error, index);
    }
  }
}
