/**
 * Runs one piece of asynchronous work at a time and remembers only the newest request that came meanwhile,
 * so that a dragged slider never queues up slices nobody waits for any more.
 */
export class NewestOnly<Request> {
  private busy = false;
  private pending: { readonly request: Request } | null = null;

  /** @param work - handles its own errors. */
  constructor(private readonly work: (request: Request) => Promise<void>) {}

  request(request: Request): void {
    if (this.busy) {
      this.pending = { request };
      return;
    }
    this.busy = true;
    void this.work(request).finally(() => {
      this.busy = false;
      const next = this.pending;
      this.pending = null;
      if (next) this.request(next.request);
    });
  }

  /** Forget what has not begun. */
  cancel(): void {
    this.pending = null;
  }
}
