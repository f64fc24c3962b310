import { isRecord } from "../../contract";

/** Ids of the live outputs in what was shown, and in what those show themselves. */
export function findLiveIds(shown: unknown): string[] {
  if (Array.isArray(shown)) return shown.flatMap(findLiveIds);
  if (!isRecord(shown)) return [];
  const { live } = shown;
  const own = isRecord(live) && typeof live.id === "string" ? [live.id] : [];
  return [...own, ...Object.values(shown).flatMap(findLiveIds)];
}
