import { readFileSync } from "node:fs";
import { type Font, parse } from "opentype.js";

/** What text needs of a typeface; lengths in font units, y upward from the baseline. */
export interface Typeface {
  readonly unitsPerEm: number;
  readonly ascender: number;
  /** Negative: below the baseline. */
  readonly descender: number;
  /** Height of capital letters without a tail. */
  readonly capHeight: number;
  /** The glyphs of a text in writing order. */
  glyphs(text: string): readonly Glyph[];
}

export interface Glyph {
  /** Distance to the next glyph's origin. */
  readonly advance: number;
  readonly outline: readonly OutlineStep[];
}

/** Move, line, quadratic curve with control point [x1, y1], or close. TrueType has no other. */
export type OutlineStep =
  | { readonly type: "M" | "L"; readonly x: number; readonly y: number }
  | { readonly type: "Q"; readonly x1: number; readonly y1: number; readonly x: number; readonly y: number }
  | { readonly type: "Z" };

let sansTypeface: Typeface | undefined;

/**
 * DejaVu Sans, read from its npm package on first use.
 *
 * Kept for the life of the process: reading it takes a quarter of a second, it never changes, and a series of pictures
 * asks for it a thousand times.
 */
export function loadSans(): Typeface {
  sansTypeface ??= readTypeface(readFileSync(require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf")));
  return sansTypeface;
}

function readTypeface(file: Buffer): Typeface {
  const font: Font = parse(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));
  return {
    unitsPerEm: font.unitsPerEm,
    ascender: font.ascender,
    descender: font.descender,
    capHeight: font.charToGlyph("H").getMetrics().yMax,
    glyphs: (text) =>
      Array.from(text, (character) => {
        const glyph = font.charToGlyph(character);
        return {
          advance: glyph.advanceWidth ?? 0,
          outline: (glyph.path as { commands: readonly OutlineStep[] }).commands,
        };
      }),
  };
}
