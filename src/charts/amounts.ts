/** More than this is shown as this: a trillion. */
const most = 1e12;
/** Less than this is nothing: what is divided by it would have no end. */
const least = 1e-6;

const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** An amount that can be drawn, 0 to a trillion, whatever was given. */
export function soundAmount(amount: number | undefined): number {
  return amount === undefined || !(amount >= least) ? 0 : Math.min(amount, most);
}

/** An amount as people read it: `7`, `1,250`, `2.5`, `1.2M`. */
export function amountText(amount: number): string {
  return amount < 100_000 ? exact.format(amount) : compact.format(amount);
}
