import { UNKNOWN_LABEL } from '../../../lib/metrics/attributes.js';

/** Order types that keep their name; anything else an exchange invents is `other`. */
const ORDER_TYPES = new Set([
  'market',
  'limit',
  'limit_maker',
  'post_only',
  'ioc',
  'fok',
  'stop',
  'stop_limit',
  'stop_market',
  'stop_loss',
  'stop_loss_limit',
  'take_profit',
  'take_profit_limit',
  'take_profit_market',
  'trailing_stop',
  'trailing_stop_market',
  'twap',
  'oco',
  'oto',
  'otoco',
  'opo',
  'opoco',
]);

/** As exchanges spell them; any other mix of cases is looked up in small letters. */
const SIDES: ReadonlyMap<string, string> = new Map(
  Object.entries({ buy: 'buy', sell: 'sell', bid: 'buy', ask: 'sell' }).flatMap(([word, side]) => [
    [word, side],
    [word.toUpperCase(), side],
    [word.replace(/^./, (first) => first.toUpperCase()), side],
  ]),
);

/** Spelling out a type costs microseconds, and a bot uses few; more would be rubbish. */
const REMEMBERED_TYPES = 200;
const remembered = new Map<string, string>();

/** `STOP_LOSS`, `stopLoss` and `stop-loss` are one type: `stop_loss`. */
export function orderTypeLabel(type: unknown): string {
  if (typeof type !== 'string' || type === '') return UNKNOWN_LABEL;
  const known = remembered.get(type);
  if (known !== undefined) return known;
  const label = spelledOut(type);
  if (remembered.size < REMEMBERED_TYPES) remembered.set(type, label);
  return label;
}

function spelledOut(type: string): string {
  const name = type
    .slice(0, 40)
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase();
  return ORDER_TYPES.has(name) ? name : 'other';
}

/** `buy` or `sell`; anything else is unknown. */
export function sideLabel(side: unknown): string {
  if (typeof side !== 'string') return UNKNOWN_LABEL;
  return SIDES.get(side) ?? SIDES.get(side.toLowerCase()) ?? UNKNOWN_LABEL;
}

/** The side of the order that closes a position of this side. */
export function closingSideLabel(side: unknown): string {
  if (side === 'long') return 'sell';
  if (side === 'short') return 'buy';
  return sideLabel(side);
}
