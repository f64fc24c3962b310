import { escapeHtml } from "./escapeHtml";
import type { Bundle } from "./notebook";

/** Pictures that a page holds itself, best first. Drawings (SVG) can hold scripts and are left out. */
const PICTURES = ["image/png", "image/jpeg", "image/gif", "image/webp"] as const;

/** The address of a bundle's picture, which holds the picture; null without one. */
export function findPictureUrl(data: Bundle): string | null {
  for (const mime of PICTURES) {
    const base64 = data[mime];
    if (typeof base64 !== "string") continue;
    const clean = base64.replace(/\s/g, "");
    if (/^[A-Za-z0-9+/]+=*$/.test(clean)) return `data:${mime};base64,${clean}`;
  }
  return null;
}

/** Whether an address is that of a picture that it holds. */
export function isPictureUrl(url: string): boolean {
  return /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*$/.test(url);
}

/** A bundle's picture with its words; null without one. */
export function renderPicture(data: Bundle, metadata: Bundle): string | null {
  const url = findPictureUrl(data);
  if (!url) return null;
  const { alt, width, height } = readRecord(metadata["image/png"]);
  const plain = data["text/plain"];
  const words = typeof alt === "string" && alt ? alt : typeof plain === "string" && plain ? plain : "Picture";
  const size = [
    ["width", width],
    ["height", height],
  ].map(([name, value]) => (Number.isInteger(value) && Number(value) > 0 ? ` ${name}="${value}"` : ""));
  return `<img class="tsp-picture" alt="${escapeHtml(words)}"${size.join("")} src="${url}">`;
}

function readRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
