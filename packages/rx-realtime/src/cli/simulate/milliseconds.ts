const form = /^(\d+(?:\.\d+)?)(ms|s)$/;

/** Reads `300ms` and `1.5s`; `undefined` for any other text. */
export function milliseconds(text: string): number | undefined {
  const [, amount, unit] = form.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * (unit === 's' ? 1_000 : 1);
}
