import type { Comm } from "../../kernel-lib/src/kernel/comm/comm";

/** A comm without a page: what was sent and how it was closed, and what ends it as a page does. */
export interface FakeComm {
  readonly comm: Comm;
  readonly sent: { readonly data: object; readonly buffers: readonly Uint8Array[] }[];
  readonly closed: object[];
  readonly end: () => void;
}

export function openFakeComm(id = "comm"): FakeComm {
  const ending = new AbortController();
  const sent: FakeComm["sent"] = [];
  const closed: object[] = [];
  const end = () => ending.abort();
  const comm: Comm = {
    id,
    signal: ending.signal,
    send: (data, buffers = []) => {
      if (!ending.signal.aborted) sent.push({ data, buffers });
    },
    close: (data = {}) => {
      if (!ending.signal.aborted) closed.push(data);
      end();
    },
  };
  return { comm, sent, closed, end };
}
