import type { Money } from '../../../lib/collector/money.js';
import { toMoney } from '../../../lib/collector/money.js';
import { moneyField } from '../../core/account/money-field.js';
import type { Account } from '../../core/account/position-book.js';
import type { ExchangeWatch } from '../../core/exchange-watch.js';
import { fieldsOf, itemsOf } from '../../core/fields.js';
import { settlesInDollars } from './positions.js';

const CONTRACTS_LIMIT = 2_000;

/**
 * What each position has realized so far. Gate tells no P&L with a fill, and with a position what it
 * realized since it was opened (`realised_pnl`) and in all those before it (`history_pnl`), fees and
 * funding included. What the sum of both grows by was realized; where a contract is first heard of,
 * the sum is history.
 */
class RealizedTotals {
  readonly #totals = new Map<string, Money>();

  /** What a position realized since it was last told of; undefined where nothing is known. */
  advance(key: string, total: Money): Money | undefined {
    const before = this.#totals.get(key);
    if (before === undefined && this.#totals.size >= CONTRACTS_LIMIT) return undefined;
    this.#totals.set(key, total);
    return before === undefined ? undefined : total.minus(before);
  }
}

const totals = new WeakMap<ExchangeWatch, RealizedTotals>();

function totalsOf(watch: ExchangeWatch): RealizedTotals {
  let found = totals.get(watch);
  if (found === undefined) {
    found = new RealizedTotals();
    totals.set(watch, found);
  }
  return found;
}

/** Takes what the positions of an answer or a message have realized. */
export function takeRealized(rows: unknown, account: Account, watch: ExchangeWatch): void {
  for (const row of itemsOf(rows)) {
    const { contract, mode, realised_pnl: current, history_pnl: history } = fieldsOf(row);
    const [own, before] = [toMoney(moneyField(current)), toMoney(moneyField(history))];
    if (!settlesInDollars(contract) || own === undefined || before === undefined) continue;
    const key = JSON.stringify([account.key, contract, mode]);
    const realized = totalsOf(watch).advance(key, own.plus(before));
    if (realized !== undefined && !realized.isZero()) {
      watch.collector.addRealizedPnl(account.key, realized.toString());
    }
  }
}
