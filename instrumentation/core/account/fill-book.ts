import type { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { RecentKeys } from '../../../lib/collector/recent-keys.js';
import type { OrderIds } from '../orders/order-ids.js';
import type { TracedOrders } from '../orders/traced-orders.js';
import { marketKey } from './market-key.js';
import type { Account, PositionBook } from './position-book.js';

/** A fill in one shape for every exchange client. */
export interface FillEvent {
  readonly id?: string | undefined;
  readonly symbol: string;
  readonly side: string;
  /** Whether it is one of a future or a swap. Default: spot, or nobody knows. */
  readonly isDerivative?: boolean | undefined;
  /** In milliseconds since the epoch. */
  readonly time: number;
  /** Realized P&L in dollars as the exchange tells it; undefined where it tells none. */
  readonly realizedPnl?: string | number | undefined;
  /** What the order that it is of is known by. Asked for where orders are traced. */
  readonly order?: (() => OrderIds) | undefined;
}

const REMEMBERED_FILLS = 50_000;

/**
 * Counts each fill once and adds its realized P&L once. The two are remembered apart: an order's
 * answer may tell a fill without its P&L before the private stream tells it with.
 */
export class FillBook {
  readonly #collector: MetricsCollector;
  readonly #positions: PositionBook;
  readonly #traced: TracedOrders;
  readonly #counted = new RecentKeys(REMEMBERED_FILLS);
  readonly #settled = new RecentKeys(REMEMBERED_FILLS);

  constructor(collector: MetricsCollector, positions: PositionBook, traced: TracedOrders) {
    this.#collector = collector;
    this.#positions = positions;
    this.#traced = traced;
  }

  add(account: Account, fill: FillEvent): void {
    const { id, symbol, side, time, realizedPnl } = fill;
    const identity = JSON.stringify([
      account.key,
      kindOf(account, fill),
      marketKey(symbol),
      side,
      id,
    ]);
    const isNew = id === undefined || this.#counted.add(identity);
    if (isNew) {
      this.#collector.recordTrade({ exchange: account.exchange, symbol, side });
      this.#traced.filled(account.exchange, fill);
    }
    if (realizedPnl === undefined) return;
    if (id === undefined || this.#settled.add(identity)) {
      this.#positions.realized(account, { symbol, side, amount: realizedPnl, time });
      this.#collector.addRealizedPnl(account.key, realizedPnl);
    }
  }
}

/** Where spot and derivatives of one name may share a number. Elsewhere the kind need not be known. */
const NUMBERED_APART = /^(?:binance|bitget|bitmart|gate|okx)/;

function kindOf({ exchange }: Account, { isDerivative }: FillEvent): string {
  if (!NUMBERED_APART.test(exchange)) return '';
  return isDerivative === true ? 'derivative' : 'spot';
}
