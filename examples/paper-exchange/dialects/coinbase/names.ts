import { MARKETS, type Market, type Venue } from '../../markets.js';
import type { Order } from '../../orders.js';

/** Perpetuals are at the international house, everything else is spot. */
const PERPETUAL = '-PERP-INTX';

export const productId = (venue: Venue, { base, quote }: Market): string =>
  venue === 'spot' ? `${base}-${quote}` : `${base}${PERPETUAL}`;

interface Named {
  readonly venue: Venue;
  /** The core's symbol, which need not be one that there is. */
  readonly symbol: string;
}

/** `BTC-USDT` is spot and `BTC-PERP-INTX` the perpetual of the same coin. */
export function named(product: unknown): Named {
  const text = typeof product === 'string' ? product : '';
  return text.endsWith(PERPETUAL)
    ? { venue: 'usdm', symbol: `${text.slice(0, -PERPETUAL.length)}USDT` }
    : { venue: 'spot', symbol: text.replace('-', '') };
}

export const PRODUCTS: ReadonlyArray<{ readonly venue: Venue; readonly market: Market }> = (
  ['spot', 'usdm'] as const
).flatMap((venue) => [...MARKETS.values()].map((market) => ({ venue, market })));

const PREFIX = { spot: '5907a11c', usdm: 'fe7a11ce' } as const;

/** Orders, trades and accounts have UUIDs here; they hold the core's number and its venue. */
export const uuid = (venue: Venue, id: number): string =>
  `${PREFIX[venue]}-0000-4000-8000-${String(id).padStart(12, '0')}`;

export const orderUuid = (venue: Venue, { id }: Order): string => uuid(venue, id);

export function idOf(text: unknown): { readonly venue: Venue; readonly id: number } {
  const [prefix, , , , digits] = typeof text === 'string' ? text.split('-') : [];
  return { venue: prefix === PREFIX.usdm ? 'usdm' : 'spot', id: Number(digits) };
}

export const iso = (ms: number): string => new Date(ms).toISOString();
