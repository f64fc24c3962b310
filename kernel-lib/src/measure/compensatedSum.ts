/** A sum that keeps what its additions round off: Neumaier 1974, doi 10.1002/zamm.19740540106. */
export class CompensatedSum {
  private sum = 0;
  private rest = 0;

  add(term: number): void {
    const next = this.sum + term;
    this.rest += Math.abs(this.sum) >= Math.abs(term) ? this.sum - next + term : term - next + this.sum;
    this.sum = next;
  }

  get value(): number {
    return this.sum + this.rest;
  }
}
