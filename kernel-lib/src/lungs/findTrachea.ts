import { connectRuns } from "../segmentation/connectRuns";
import { paintRuns, type Runs, runsOf } from "../segmentation/runs";
import { andNot } from "../segmentation/setAlgebra";
import { threshold } from "../segmentation/threshold";
import { forEachRun } from "../volume/bitRows";
import type { Mask } from "../volume/mask";
import type { Volume } from "../volume/volume";
import type { Body } from "./findBody";

export interface TracheaOptions {
  /** Its lumen is below this, in HU. */
  readonly lumenBelow: number;
  /** Area of its lumen in a slice, in mm2. */
  readonly lumenArea: readonly [smallest: number, largest: number];
  /** How much longer than wide its lumen may be in a slice. */
  readonly elongation: number;
  /** How far from the middle it may lie, as a share of half of the body's width. */
  readonly offMiddle: number;
  /** How far its middle may move from slice to slice, in mm beside the distance of the slices. */
  readonly drift: number;
  /** By how much its area may change from slice to slice. */
  readonly areaRatio: readonly [smallest: number, largest: number];
  /** It is seen over at least so many mm. */
  readonly shortest: number;
  /** Of a longer one no more than this counts, in mm. */
  readonly longest: number;
  /** The darkest cell in it is below this, in HU. */
  readonly darkest: number;
}

/** A piece of air in a slice that may be the windpipe. */
interface Lumen {
  readonly slice: number;
  /** In mm from the first column and row. */
  readonly x: number;
  readonly y: number;
  readonly area: number;
  /** 1 in the middle of the body, 0 as far from it as the windpipe may lie. */
  readonly centrality: number;
  readonly darkest: number;
  /** Row and column of its darkest cell. */
  readonly seed: readonly [row: number, column: number];
  /** Number of its piece. */
  readonly root: number;
}

/** The windpipe above the point where it parts, slice by slice from the head down. */
export interface Trachea {
  readonly lumens: readonly Lumen[];
  /** Over which it is seen, in mm. */
  readonly length: number;
  /** Mean area of its lumen, in mm2. */
  readonly area: number;
  /** Slice and place of its darkest cell. */
  readonly seed: readonly [slice: number, row: number, column: number];
  /** The highest slice in which it was seen. */
  readonly top: number;
  /** Cells of its lumen. */
  readonly cells: Mask;
}

/** The chain of round, dark pieces, one a slice, that is longest and nearest to the middle; null where none is long and dark enough. */
export function findTrachea(cells: Volume<Int16Array>, body: Body, options: TracheaOptions): Trachea | null {
  const { shortest, longest, darkest } = options;
  const sliceMm = cells.geometry.spacing[0] ?? 1;
  const { lumens, maskOf } = findLumens(cells, body, options);
  // From the head down: the best chain that ends at each lumen.
  const ends: { lumen: Lumen; score: number; before: number }[] = [];
  lumens.sort((a, b) => b.slice - a.slice);
  for (const lumen of lumens) {
    let [best, before] = [0, -1];
    for (let i = ends.length - 1; i >= 0 && ends[i].lumen.slice <= lumen.slice + 1; i--) {
      if (
        ends[i].lumen.slice === lumen.slice + 1 &&
        ends[i].score > best &&
        follows(ends[i].lumen, lumen, sliceMm, options)
      )
        [best, before] = [ends[i].score, i];
    }
    ends.push({ lumen, score: best + lumen.centrality, before });
  }
  let found: Omit<Trachea, "cells"> | null = null;
  let most = 0;
  for (let end = 0; end < ends.length; end++) {
    const chain: Lumen[] = [];
    for (let i = end; i >= 0; i = ends[i].before) chain.unshift(ends[i].lumen);
    const length = chain.length * sliceMm;
    const deepest = chain.reduce((a, b) => (b.darkest < a.darkest ? b : a));
    const score = (Math.min(length, longest) * ends[end].score) / chain.length;
    if (length < shortest || deepest.darkest >= darkest || score <= most) continue;
    most = score;
    const area = chain.reduce((sum, lumen) => sum + lumen.area, 0) / chain.length;
    found = { lumens: chain, length, area, seed: [deepest.slice, ...deepest.seed], top: chain[0].slice };
  }
  return found && { ...found, cells: maskOf(found.lumens) };
}

function follows(upper: Lumen, lower: Lumen, sliceMm: number, { drift, areaRatio }: TracheaOptions): boolean {
  const ratio = lower.area / upper.area;
  const moved = Math.hypot(lower.x - upper.x, lower.y - upper.y);
  return moved <= drift + sliceMm && ratio >= areaRatio[0] && ratio <= areaRatio[1];
}

/** All pieces of air that are shaped and placed as a windpipe, of all slices, and the cells of some of them. */
function findLumens(
  cells: Volume<Int16Array>,
  body: Body,
  options: TracheaOptions,
): { readonly lumens: Lumen[]; readonly maskOf: (wanted: readonly Lumen[]) => Mask } {
  const { lumenBelow, lumenArea, elongation, offMiddle } = options;
  const air = andNot(threshold(cells, { below: lumenBelow }), body.outside);
  const [, rowMm, columnMm] = cells.geometry.spacing;
  const runs = runsOf(air);
  const { roots, sizes } = connectRuns(runs, air.shape, "8 within a slice");
  const middles = findMiddles(body.core);
  const lumens: Lumen[] = [];
  const areaOf = (cellsOfPiece: number) => cellsOfPiece * rowMm * columnMm;
  const isSized = (root: number) =>
    areaOf(sizes[root]) >= lumenArea[0] && areaOf(sizes[root]) <= lumenArea[1];
  for (const piece of momentsOf(runs, roots, isSized, air, cells)) {
    const middle = middles[piece.slice];
    if (middle === null) continue;
    if (elongationOf(piece, rowMm, columnMm) > elongation) continue;
    const off = Math.abs(piece.column / piece.count - middle.at) / middle.half / offMiddle;
    if (off > 1) continue;
    lumens.push({
      slice: piece.slice,
      x: (piece.column / piece.count) * columnMm,
      y: (piece.row / piece.count) * rowMm,
      area: areaOf(piece.count),
      centrality: 1 - off,
      darkest: piece.darkest,
      seed: piece.seed,
      root: piece.root,
    });
  }
  return {
    lumens,
    maskOf(wanted) {
      const own = new Set(wanted.map(({ root }) => root));
      return paintRuns(air, runs, (run) => own.has(roots[run]));
    },
  };
}

/** Sums over the cells of a piece. */
interface Piece {
  readonly slice: number;
  readonly root: number;
  count: number;
  row: number;
  column: number;
  rowRow: number;
  columnColumn: number;
  rowColumn: number;
  darkest: number;
  seed: readonly [row: number, column: number];
}

/** The sums of the pieces whose roots are wanted. */
function momentsOf(
  runs: Runs,
  roots: Uint32Array,
  isWanted: (root: number) => boolean,
  air: Mask,
  cells: Volume<Int16Array>,
): Piece[] {
  const [slices, rows] = air.shape;
  const pieces: Piece[] = []; // by root
  for (let line = 0; line < slices * rows; line++) {
    const [slice, row] = [Math.floor(line / rows), line % rows];
    for (let run = runs.firstOfRow[line]; run < runs.firstOfRow[line + 1]; run++) {
      if (!isWanted(roots[run])) continue;
      pieces[roots[run]] ??= {
        slice,
        root: roots[run],
        count: 0,
        row: 0,
        column: 0,
        rowRow: 0,
        columnColumn: 0,
        rowColumn: 0,
        darkest: Number.POSITIVE_INFINITY,
        seed: [row, runs.starts[run]],
      };
      const piece = pieces[roots[run]];
      for (let column = runs.starts[run]; column < runs.ends[run]; column++) {
        piece.count++;
        piece.row += row;
        piece.column += column;
        piece.rowRow += row * row;
        piece.columnColumn += column * column;
        piece.rowColumn += row * column;
        const value = cells.voxels.get(slice, row, column);
        if (value < piece.darkest) {
          piece.darkest = value;
          piece.seed = [row, column];
        }
      }
    }
  }
  return pieces.filter((piece) => piece !== undefined);
}

/** How much longer than wide a piece is: the root of the ratio of the eigenvalues of its second moments. */
function elongationOf({ count, ...sums }: Piece, rowMm: number, columnMm: number): number {
  // Each cell by itself is as wide as it is.
  const yy = (sums.rowRow / count - (sums.row / count) ** 2 + 1 / 12) * rowMm ** 2;
  const xx = (sums.columnColumn / count - (sums.column / count) ** 2 + 1 / 12) * columnMm ** 2;
  const xy = (sums.rowColumn / count - (sums.row / count) * (sums.column / count)) * rowMm * columnMm;
  const [half, root] = [(xx + yy) / 2, Math.hypot((xx - yy) / 2, xy)];
  return Math.sqrt((half + root) / Math.max(half - root, Number.MIN_VALUE));
}

/** The middle column of the body in each slice, and half of its width; null where there is none. */
function findMiddles(core: Mask): ({ readonly at: number; readonly half: number } | null)[] {
  const [slices, rows, columns] = core.shape;
  const first = new Int32Array(slices).fill(columns);
  const last = new Int32Array(slices).fill(-1);
  forEachRun(core, slices * rows, (row, from, to) => {
    const slice = Math.floor(row / rows);
    first[slice] = Math.min(first[slice], from);
    last[slice] = Math.max(last[slice], to - 1);
  });
  return Array.from(first, (from, slice) =>
    last[slice] < 0
      ? null
      : { at: (from + last[slice]) / 2, half: Math.max((last[slice] + 1 - from) / 2, 1) },
  );
}
