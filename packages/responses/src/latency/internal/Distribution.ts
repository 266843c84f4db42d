/** Half the width of a step, as a share of the value. */
const accuracy = 0.01;
const logOfStep = Math.log((1 + accuracy) / (1 - accuracy));

/** The step that a value falls into; everything below 1 is one step. */
const stepOf = (value: number): number => (value < 1 ? -1 : Math.ceil(Math.log(value) / logOfStep));

/** The value that is at most `accuracy` beside every value of the step. */
const valueOf = (step: number): number => (step < 0 ? 0 : Math.exp(step * logOfStep) * (1 - accuracy));

/** Counts values of 0 and more in steps that grow with the value, so that a million take no more room than a few. */
export class Distribution {
  readonly #counts = new Map<number, number>();
  count = 0;
  min = Infinity;
  max = 0;

  add(value: number | undefined): void {
    if (value === undefined) return;
    const step = stepOf(value);
    this.#counts.set(step, (this.#counts.get(step) ?? 0) + 1);
    this.count++;
    this.min = Math.min(this.min, value);
    this.max = Math.max(this.max, value);
  }

  /** The values at these percentiles, which rise, by nearest rank. */
  percentiles(wanted: readonly number[]): readonly number[] {
    const steps = [...this.#counts].sort(([a], [b]) => a - b);
    const found: number[] = [];
    let seen = 0;
    for (const [step, count] of steps) {
      seen += count;
      while (found.length < wanted.length && seen >= ((wanted[found.length] ?? 0) / 100) * this.count) {
        found.push(Math.min(Math.max(valueOf(step), this.min), this.max));
      }
    }
    return found;
  }
}
