/** Where the curve is 0 or 1 but for 2e-9. */
const FLAT = 20;
const TERMS = 8;
const HALVINGS = 10;

/**
 * The logistic curve 1 / (1 + exp(-x)), within 3e-9, by sums, products and a quotient alone: `Math.exp` may differ in
 * its last digit from one machine to the next, and a picture must not.
 */
export function sigmoid(x: number): number {
  return 1 / (1 + exp(-Math.min(Math.max(x, -FLAT), FLAT)));
}

/** The power series of a small share of x, squared as often as x was halved. */
function exp(x: number): number {
  const small = x / 2 ** HALVINGS;
  let power = 1;
  for (let term = TERMS; term >= 1; term--) power = 1 + (power * small) / term;
  for (let i = 0; i < HALVINGS; i++) power *= power;
  return power;
}
