import type {
  CommMessage,
  KernelComm,
  KernelSession,
  OwnConnection,
} from "../../lab-extension/src/lab/kernelSession";

/** A signal as JupyterLab's, without a sender. */
class FakeSignal {
  readonly slots = new Set<() => void>();
  connect(slot: () => void): boolean {
    this.slots.add(slot);
    return true;
  }
  disconnect(slot: () => void): boolean {
    return this.slots.delete(slot);
  }
  emit(): void {
    for (const slot of [...this.slots]) slot();
  }
}

/** A comm whose kernel side is the test. */
export class FakeComm implements KernelComm {
  isDisposed = false;
  isClosed = false;
  readonly opened: unknown[] = [];
  readonly sent: unknown[] = [];
  /** One a message sent, the closing one too: called, the kernel has dealt with it. */
  readonly ends: (() => void)[] = [];

  constructor(readonly commId = "new") {}

  onMsg(_message: CommMessage): unknown {
    return undefined;
  }
  onClose(_message: CommMessage): unknown {
    return undefined;
  }
  open(data: unknown): unknown {
    this.opened.push(data);
    return undefined;
  }
  send(data: unknown): { readonly done: Promise<unknown> } {
    if (this.isDisposed) throw new Error("Cannot send");
    this.sent.push(data);
    return { done: new Promise((resolve) => this.ends.push(() => resolve(undefined))) };
  }
  close(): { readonly done: Promise<unknown> } {
    this.isClosed = true;
    this.dispose();
    return { done: new Promise((resolve) => this.ends.push(() => resolve(undefined))) };
  }
  dispose(): void {
    this.isDisposed = true;
  }
  /** The kernel says something. */
  say(data: unknown, buffers: readonly ArrayBufferView[] = []): void {
    this.onMsg({ content: { data }, buffers });
  }
}

/** A kernel that offers some live outputs. */
export class FakeKernel implements OwnConnection {
  status = "idle";
  connectionStatus = "connected";
  handleComms = true;
  isDisposed = false;
  /** Other connections to it. */
  readonly clones: FakeKernel[] = [];
  readonly comms: FakeComm[] = [];
  readonly asked: string[] = [];

  constructor(public offered: readonly string[] = []) {}

  async requestCommInfo({
    target_name,
  }: {
    readonly target_name: string;
  }): Promise<{ readonly content: unknown }> {
    this.asked.push(target_name);
    const comms = Object.fromEntries(this.offered.map((id) => [id, { target_name }]));
    return { content: { status: "ok", comms } };
  }
  createComm(_target?: string, id?: string): FakeComm {
    const comm = new FakeComm(id);
    this.comms.push(comm);
    return comm;
  }
  clone({ handleComms }: { readonly handleComms: true }): FakeKernel {
    const clone = new FakeKernel(this.offered);
    clone.handleComms = handleComms;
    this.clones.push(clone);
    return clone;
  }
  dispose(): void {
    this.isDisposed = true;
  }
}

/** A session that has begun, with a kernel or without. */
export class FakeSession implements KernelSession {
  readonly ready = Promise.resolve();
  isDisposed = false;
  kernelPreference: { shutdownOnDispose?: boolean } = {};
  readonly kernelChanged = new FakeSignal();
  readonly statusChanged = new FakeSignal();
  readonly connectionStatusChanged = new FakeSignal();

  constructor(private kernel: FakeKernel | null) {}

  get session(): { readonly kernel: FakeKernel | null } {
    return { kernel: this.kernel };
  }
  /** How many listeners there are. */
  get slots(): number {
    return (
      this.kernelChanged.slots.size + this.statusChanged.slots.size + this.connectionStatusChanged.slots.size
    );
  }
  change(kernel: FakeKernel | null): void {
    this.endConnection();
    this.kernel = kernel;
    this.kernelChanged.emit();
  }
  /** As a notebook that is closed does. */
  dispose(): void {
    this.isDisposed = true;
    this.endConnection();
    this.connectionStatusChanged.emit();
  }
  setStatus(status: string): void {
    if (this.kernel) this.kernel.status = status;
    this.statusChanged.emit();
  }
  private endConnection(): void {
    if (!this.kernel) return;
    this.kernel.isDisposed = true;
    this.kernel.connectionStatus = "disconnected";
    this.kernel.status = "unknown";
    for (const comm of this.kernel.comms) comm.dispose();
  }
  /** As a restart does: the comms are gone without a word, and nothing is waited for any more. */
  restart(): void {
    this.setStatus("restarting");
    const connections = this.kernel ? [this.kernel, ...this.kernel.clones] : [];
    for (const comm of connections.flatMap(({ comms }) => comms)) {
      comm.dispose();
      for (const end of comm.ends) end();
    }
    if (this.kernel) this.kernel.offered = [];
    this.setStatus("idle");
  }
}
