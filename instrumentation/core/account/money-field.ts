/** A field of a payload that may hold an amount. */
export function moneyField(value: unknown): string | number | undefined {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
    ? value
    : undefined;
}
