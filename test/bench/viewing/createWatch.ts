/** A picture that came to the page. Times are milliseconds of the page's clock. */
export interface Painted {
  /** The frame that shows it has been made. */
  readonly time: number;
  /** It was ready for the next frame; NaN where the page does not say. */
  readonly ready: number;
  /** Checksum of the pixels in its middle. */
  readonly checksum: number;
  /** Of the slice on its canvas, as a viewer of ours says it; null for an image. */
  readonly slice: number | null;
  /** "exact" or "preview", where a viewer says so; else "". */
  readonly kind: string;
}

/** Sees each picture that comes to a part of the page. */
export interface Watch {
  readonly painted: readonly Painted[];
  /** When keys were pressed inside: the times that the browser gave them, before any script ran. */
  readonly keys: readonly number[];
  /** The first picture after as many as these. */
  readonly next: (after: number) => Promise<Painted>;
  /** Nothing came for so many milliseconds, and nothing that is under way is waited for. */
  readonly quiet: (ms: number) => Promise<void>;
  readonly stop: () => void;
}

/**
 * Begins to watch; runs in the page and so uses nothing of this module.
 *
 * Painted means, for every way alike: pixels in the middle of the picture are other ones than before, and the first
 * animation frame that can show them has been made; the time is taken in a task right after that frame, so layout and
 * paint are in it. What differs is how a new picture is noticed.
 * - A canvas (ours) is looked at in each frame, from a key, a move of the mouse or a change inside on until all is
 *   quiet. Its checksum is taken within the time measured.
 * - An image (Python's) gets another source, which a MutationObserver sees; it counts from the frame after
 *   `decode()` has resolved. Its checksum is taken after the time, and costs it nothing.
 */
export function createWatch(root: Element): Watch {
  const SIDE = 128;
  const LIMIT_MS = 30_000;
  const painted: Painted[] = [];
  const keys: number[] = [];
  const abort = new AbortController();
  const { signal } = abort;
  const sampler = new OffscreenCanvas(SIDE, SIDE).getContext("2d", { willReadFrequently: true });
  const AWAKE_MS = 500;
  let lastChecksum = 0;
  let lastSource = "";
  let readyAt = Number.NaN;
  let decoding = 0;
  let awaited = 0;
  let awakeUntil = 0;
  let looking = false;

  const checksumOf = (picture: HTMLImageElement | HTMLCanvasElement): number => {
    const isImage = picture instanceof HTMLImageElement;
    const width = isImage ? picture.naturalWidth : picture.width;
    const height = isImage ? picture.naturalHeight : picture.height;
    sampler?.clearRect(0, 0, SIDE, SIDE);
    sampler?.drawImage(picture, (width - SIDE) >> 1, (height - SIDE) >> 1, SIDE, SIDE, 0, 0, SIDE, SIDE);
    const bytes = sampler?.getImageData(0, 0, SIDE, SIDE).data.buffer ?? new ArrayBuffer(0);
    let sum = 0x811c9dc5;
    for (const word of new Uint32Array(bytes)) sum = Math.imul(sum ^ word, 0x01000193);
    return sum >>> 0;
  };
  const afterFrame = (work: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = work;
    port1.postMessage(null);
  };
  const add = (picture: Painted) => {
    painted.push(picture);
    root.dispatchEvent(new Event("watch-painted"));
  };

  const lookAtCanvas = () => {
    looking = !signal.aborted && (awaited > 0 || performance.now() < awakeUntil);
    if (!looking) return;
    requestAnimationFrame(lookAtCanvas);
    const canvas = root.querySelector("canvas");
    if (!canvas || canvas.width === 0) return;
    const checksum = checksumOf(canvas);
    if (checksum === lastChecksum) return;
    lastChecksum = checksum;
    const { ready, kind = "" } = canvas.closest<HTMLElement>(".tsd-viewer")?.dataset ?? {};
    const shown = canvas.closest<HTMLElement>("[data-shown]")?.dataset.shown;
    const slice = shown === undefined ? null : Number(shown);
    const since = ready === "true" ? readyAt : Number.NaN;
    afterFrame(() => add({ time: performance.now(), ready: since, checksum, slice, kind }));
  };
  const wake = () => {
    awakeUntil = performance.now() + AWAKE_MS;
    if (looking) return;
    looking = true;
    requestAnimationFrame(lookAtCanvas);
  };
  const lookAtImage = async () => {
    const image = [...root.querySelectorAll("img")].at(-1);
    if (!image || image.src === lastSource) return;
    const source = image.src;
    lastSource = source;
    await image.decode();
    const ready = performance.now();
    await new Promise(requestAnimationFrame);
    if (signal.aborted || !image.isConnected || image.src !== source) return; // another one took its place
    await new Promise<void>(afterFrame);
    const time = performance.now();
    const checksum = checksumOf(image);
    if (checksum === lastChecksum) return;
    lastChecksum = checksum;
    add({ time, ready, checksum, slice: null, kind: "" });
  };
  const look = () => {
    decoding++;
    lookAtImage()
      .catch(() => undefined) // taken away before it was decoded
      .finally(() => decoding--);
  };
  const observer = new MutationObserver((changes) => {
    if (changes.some(({ attributeName }) => attributeName === "data-ready")) readyAt = performance.now();
    look();
    wake();
  });
  const attributeFilter = ["src", "data-ready", "data-slice", "data-kind"];
  observer.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter });
  window.addEventListener(
    "keydown",
    ({ timeStamp, target }) => {
      if (!(target instanceof Node) || !root.contains(target)) return;
      keys.push(timeStamp);
      wake();
    },
    { capture: true, signal },
  );
  window.addEventListener("pointermove", wake, { capture: true, signal });
  look();
  wake();

  const next = (after: number) =>
    new Promise<Painted>((resolve, reject) => {
      awaited++;
      wake();
      const done = () => {
        awaited--;
        clearTimeout(limit);
        root.removeEventListener("watch-painted", check);
      };
      const check = () => {
        if (painted.length <= after) return;
        done();
        resolve(painted[after]);
      };
      const limit = setTimeout(() => {
        done();
        reject(new Error("no other picture came to the page"));
      }, LIMIT_MS);
      root.addEventListener("watch-painted", check);
      check();
    });
  const quiet = async (ms: number) => {
    for (
      let before = -1;
      before !== painted.length || decoding > 0 || root.querySelector('[data-ready="false"]');
    ) {
      before = painted.length;
      wake();
      await new Promise((resolve) => setTimeout(resolve, ms));
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    }
  };
  const stop = () => {
    abort.abort();
    observer.disconnect();
  };
  return { painted, keys, next, quiet, stop };
}
