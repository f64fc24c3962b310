interface Matrix {
  readonly rows: number;
  readonly columns: number;
}

/** Of each row, the columns from `starts` up to, without, `ends`. */
export interface RowSpans {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** The circle inscribed in a matrix, as scanners that reconstruct a round field of view fill it. */
export interface InscribedCircle extends Matrix {
  /** The circle and a rim about it; what lies beyond is outside for any scanner. */
  readonly withRim: RowSpans;
  /** A smaller circle; what lies within is in the field of view for any scanner. */
  readonly core: RowSpans;
  /** Indexes of the pixels of a ring just inside the circle. */
  readonly ring: Int32Array;
}

/** Smallest matrix in which a circle is told from a square. */
const SMALLEST = 16;
/** Pixels outside the circle that may hold anything: it may lie a pixel off the centre and have an edge of two. */
const RIM = 3;
/** The same within it. */
const INSET = 3;
/** Pixels inside the circle from which to which the ring reaches. */
const RING: readonly [inner: number, outer: number] = [4, 1];

/** The circle of a matrix; null where that is too small to have one. */
export function createInscribedCircle({ rows, columns }: Matrix): InscribedCircle | null {
  if (rows < SMALLEST || columns < SMALLEST) return null;
  const radius = Math.min(rows, columns) / 2;
  // In a small matrix a rim of three pixels leaves no corners.
  const rim = Math.min(RIM, 1 + radius / 16);
  const ring: number[] = [];
  const [inner, outer] = RING.map((inside) => (radius - inside) ** 2);
  for (let row = 0; row < rows; row++) {
    const height = (row - (rows - 1) / 2) ** 2;
    for (let column = 0; column < columns; column++) {
      const distance = height + (column - (columns - 1) / 2) ** 2;
      if (distance > inner && distance < outer) ring.push(row * columns + column);
    }
  }
  return {
    rows,
    columns,
    withRim: spansOf({ rows, columns }, radius + rim),
    core: spansOf({ rows, columns }, radius - INSET),
    ring: Int32Array.from(ring),
  };
}

function spansOf({ rows, columns }: Matrix, radius: number): RowSpans {
  const starts = new Int32Array(rows);
  const ends = new Int32Array(rows);
  const centre = (columns - 1) / 2;
  for (let row = 0; row < rows; row++) {
    const height = Math.abs(row - (rows - 1) / 2);
    if (height > radius) continue;
    const half = Math.sqrt(radius * radius - height * height);
    starts[row] = Math.max(0, Math.ceil(centre - half));
    ends[row] = Math.min(columns, Math.floor(centre + half) + 1);
  }
  return { starts, ends };
}
