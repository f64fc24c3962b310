import type { Handle } from "./markEditor";

/** What of a mark can be taken hold of. */
export interface Grip {
  readonly id: string;
  readonly handle: Handle;
}

/** What of a mark an element on the page is; null for none. */
export function findGrip(target: EventTarget | null): Grip | null {
  if (!(target instanceof Element)) return null;
  const handle = target.closest("[data-handle]")?.getAttribute("data-handle");
  const id = target.closest("[data-mark]")?.getAttribute("data-mark");
  if (!handle || !id) return null;
  return { id, handle: handle === "whole" ? handle : Number(handle) };
}
