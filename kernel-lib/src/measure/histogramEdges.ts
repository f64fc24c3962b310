/** Bins that nobody asked for: enough for a curve, few enough to be steady. */
const BINS = 256;
/** More than all Int16 values span. */
const MOST_SPAN = 2 ** 20;

/**
 * The edges of `bins` even bins over [min, max] as `numpy.linspace` has them, [min - 0.5, max + 0.5] where both are the
 * same. Without a number of bins about 256, of whole values a whole number wide, so that no bin holds more of them than
 * its neighbour; of a range that nobody gave they then reach to the whole width below and above.
 *
 * @param isWhole - the values are whole numbers.
 * @param isGiven - somebody gave the range.
 */
export function chooseEdges(
  min: number,
  max: number,
  bins: number | undefined,
  isWhole: boolean,
  isGiven: boolean,
): Float64Array {
  if (bins !== undefined) return spread(min, max, bins);
  if (!isWhole || !Number.isInteger(min) || !Number.isInteger(max)) return spread(min, max, BINS);
  if (isGiven) return spread(min, max, countWholeBins(max - min));
  const width = Math.ceil((max - min + 1) / BINS);
  const first = Math.floor(min / width) * width;
  const count = Math.floor((max - first) / width) + 1;
  return spread(first, first + count * width, count);
}

/** 256 bins or up to half as many that are a whole number wide; 256 where there are none, or whole numbers tell little. */
function countWholeBins(span: number): number {
  if (span > MOST_SPAN) return BINS;
  const narrowest = Math.max(1, Math.ceil(span / BINS));
  for (let width = narrowest; width < 2 * narrowest; width++) {
    if (span >= width && span % width === 0) return span / width;
  }
  return BINS;
}

function spread(min: number, max: number, bins: number): Float64Array {
  const [first, last] = min === max ? [min - 0.5, max + 0.5] : [min, max];
  const step = (last - first) / bins;
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => first + i * step);
  edges[bins] = last;
  return edges;
}
