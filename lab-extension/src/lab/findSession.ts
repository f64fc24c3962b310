import type { KernelSession } from "./kernelSession";

/** What of a widget matters here: where it is. */
export interface Placed {
  readonly parent: Placed | null;
}

/**
 * The sessions of notebooks, by the resolver of addresses that Lab gives to the renderers of a notebook, also to those
 * of a view of one output beside it.
 */
export type Sessions = WeakMap<object, KernelSession>;

/** The outputs that others are shown in, by these, which have no parent of their own. */
export type OuterOutputs = WeakMap<object, Placed>;

/** The session of the kernel behind an output: of its notebook, or of the console that it is in; null for neither. */
export function findSession(
  sessions: Sessions,
  outer: OuterOutputs,
  resolver: object | null,
  widget: Placed,
): KernelSession | null {
  const ofNotebook = resolver && sessions.get(resolver);
  if (ofNotebook) return ofNotebook;
  for (let at: Placed | null = widget; at; at = at.parent ?? outer.get(at) ?? null) {
    if ("sessionContext" in at && isSession(at.sessionContext)) return at.sessionContext;
  }
  return null;
}

function isSession(value: unknown): value is KernelSession {
  return typeof value === "object" && value !== null && "kernelChanged" in value && "ready" in value;
}
