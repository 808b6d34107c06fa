/** What an order is known by. */
export interface OrderIds {
  /** The exchange's own id. */
  readonly id?: string | undefined;
  /** The id that the bot, or its client, has given it. */
  readonly clientId?: string | undefined;
}

/** An id that a payload may hold; long numbers may come as objects that write themselves as digits. */
export function idOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const text = typeof value === 'string' ? value : String(value);
  // What a number too large for JavaScript has become is the id of no order.
  return text === '[object Object]' || text === '0' ? undefined : text;
}
