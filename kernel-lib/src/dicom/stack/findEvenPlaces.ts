/** Steps of the search; each leaves two thirds of the range. */
const SEARCH_STEPS = 60;

/**
 * The whole-number places of slices on an even grid, 0 the first slice's, with a jump where slices are missing; null
 * when no grid has every slice within the tolerance of its place.
 *
 * @param gaps - distances between neighbouring slices, mm.
 * @param usual - about the distance of neighbours between which none is missing, mm.
 * @param tolerance - mm.
 */
export function findEvenPlaces(
  gaps: readonly number[],
  usual: number,
  tolerance: number,
): readonly number[] | null {
  const places = placesBy(gaps, usual);
  return places !== null && leastSpread(gaps, places, tolerance) <= 2 * tolerance ? places : null;
}

/** The places when each gap is its nearest multiple of the usual one; null when one is nearest to none. */
export function placesBy(gaps: readonly number[], usual: number): readonly number[] | null {
  const places = [0];
  for (const mm of gaps) {
    const steps = Math.round(mm / usual);
    if (steps < 1) return null;
    places.push(places[places.length - 1] + steps);
  }
  return places;
}

/**
 * How far apart the slices' distances from their places are, on the grid where that is least. It is a convex function
 * of the grid's spacing, and beyond twice the tolerance for any spacing that the first and the last slice exclude.
 */
function leastSpread(gaps: readonly number[], places: readonly number[], tolerance: number): number {
  const extent = gaps.reduce((sum, mm) => sum + mm, 0);
  const steps = places[places.length - 1];
  if (steps === 0) return 0;
  let low = (extent - 2 * tolerance) / steps;
  let high = (extent + 2 * tolerance) / steps;
  for (let i = 0; i < SEARCH_STEPS; i++) {
    const third = (high - low) / 3;
    if (spread(gaps, places, low + third) <= spread(gaps, places, high - third)) high -= third;
    else low += third;
  }
  return spread(gaps, places, (low + high) / 2);
}

function spread(gaps: readonly number[], places: readonly number[], spacing: number): number {
  let [along, lowest, highest] = [0, 0, 0];
  for (let i = 0; i < gaps.length; i++) {
    along += gaps[i];
    const beyond = along - places[i + 1] * spacing;
    if (beyond < lowest) lowest = beyond;
    else if (beyond > highest) highest = beyond;
  }
  return highest - lowest;
}
