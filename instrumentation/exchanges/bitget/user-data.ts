import type { FillEvent } from '../../core/account/fill-book.js';
import type { Account } from '../../core/account/position-book.js';
import type { ExchangeWatch } from '../../core/exchange-watch.js';
import type { Fields } from '../../core/fields.js';
import { fieldsOf, itemsOf } from '../../core/fields.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';
import { fillOf, fillsOf, fillsOfOrders } from './fills.js';
import { partOf, positionsOf } from './positions.js';

interface Push {
  readonly arg: Fields;
  readonly data: unknown;
  readonly asOf: number;
  readonly account: () => Account;
  readonly watch: ExchangeWatch;
}

/** The private channels that tell something, of the classic account and of the unified one. */
const CHANNELS: Readonly<Record<string, (push: Push) => void>> = {
  orders: (push) => take(push, fillsOfOrders(push.data, push.arg['instType'])),
  fill: takeFills,
  positions: replacePositions,
  position: ({ data, asOf, account, watch }) =>
    watch.accounts.positions.update(account(), unifiedPositions(data, asOf)),
};

/** Reads a message of a private stream; every other message is left alone. */
export function readUserData(message: unknown, account: () => Account, watch: ExchangeWatch): void {
  const { arg, data, ts } = fieldsOf(message);
  const told = fieldsOf(arg);
  const read = CHANNELS[String(told['channel'] ?? told['topic'])];
  const asOf = Number(ts) > 0 ? Number(ts) : Date.now();
  read?.({ arg: told, data, asOf, account, watch });
}

function take({ account, watch }: Push, fills: readonly FillEvent[]): void {
  for (const fill of fills) watch.accounts.filled(account(), fill);
}

/** In the unified account each fill says what kind of product it is of. */
function takeFills(push: Push): void {
  const { arg, data } = push;
  const isUnified = arg['topic'] !== undefined;
  if (isUnified)
    take(
      push,
      itemsOf(data).map((row) => fillOf(row, fieldsOf(row)['category'])),
    );
  else take(push, fillsOf(data, arg['instType']));
}

/** The classic account tells all positions of a product type, or of the one symbol asked for. */
function replacePositions({ arg, data, asOf, account, watch }: Push): void {
  const { instType, instId } = arg;
  const positions = positionsOf(data, instType, asOf);
  const isOne = typeof instId === 'string' && instId !== 'default';
  const scope = isOne ? { symbols: [nativeSymbolLabel(instId)] } : { part: partOf(instType) };
  watch.accounts.positions.replace(account(), positions, scope);
}

function unifiedPositions(data: unknown, asOf: number) {
  return itemsOf(data).flatMap((row) => {
    const { category, marginCoin } = fieldsOf(row);
    const product = category ?? (/^USD[TC]$/.test(String(marginCoin)) ? 'usdt-futures' : undefined);
    return positionsOf([row], product, asOf);
  });
}
