let made = 0;

/** An id that no other mark has, of this page or of another that looks at the same output. */
export function newMarkId(): string {
  // Pages that come over plain http have no randomUUID.
  if (typeof crypto !== "undefined" && typeof crypto.randomUUID === "function") return crypto.randomUUID();
  made++;
  return `${made}-${Math.random().toString(36).slice(2)}`;
}
