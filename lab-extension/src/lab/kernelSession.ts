/** Of JupyterLab's kernels, sessions and comms what the link to a kernel needs; Lab's own have it and more. */
export interface KernelSession {
  readonly session: { readonly kernel: KernelConnection | null } | null;
  readonly isDisposed: boolean;
  readonly kernelPreference: { readonly shutdownOnDispose?: boolean };
  /** Resolves when the session has begun, or has found that it has no kernel. */
  readonly ready: Promise<void>;
  readonly kernelChanged: KernelSignal;
  readonly statusChanged: KernelSignal;
  readonly connectionStatusChanged: KernelSignal;
}

export interface KernelSignal {
  connect(slot: () => void): boolean;
  disconnect(slot: () => void): boolean;
}

export interface KernelConnection {
  /** "idle", "busy", "restarting", "dead", ... */
  readonly status: string;
  /** "connected", "connecting" or "disconnected". */
  readonly connectionStatus: string;
  readonly handleComms: boolean;
  readonly isDisposed: boolean;
  requestCommInfo(content: { readonly target_name: string }): Promise<{ readonly content: unknown }>;
  /** @param id - @default a new one */
  createComm(target: string, id?: string): KernelComm;
  /** Another connection to the same kernel. */
  clone(options: { readonly handleComms: true }): OwnConnection;
}

/** A connection that whoever made it disposes of. */
export interface OwnConnection extends KernelConnection {
  dispose(): void;
}

export interface KernelComm {
  readonly commId: string;
  readonly isDisposed: boolean;
  onMsg(message: CommMessage): unknown;
  onClose(message: CommMessage): unknown;
  open(data: unknown): unknown;
  /** `done` settles when the kernel has dealt with the message. */
  send(data: unknown): { readonly done: Promise<unknown> };
  /** `done` settles when the kernel has dealt with it. */
  close(): { readonly done: Promise<unknown> };
  dispose(): void;
}

export interface CommMessage {
  readonly content: { readonly data: unknown };
  readonly buffers?: readonly (ArrayBuffer | ArrayBufferView)[];
}
