import type { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { RecentKeys } from '../../../lib/collector/recent-keys.js';
import { marketKey } from './market-key.js';
import type { Account, PositionBook } from './position-book.js';

/** A fill in one shape for every exchange client. */
export interface FillEvent {
  readonly id?: string | undefined;
  readonly symbol: string;
  readonly side: string;
  /** In milliseconds since the epoch. */
  readonly time: number;
  /** Realized P&L in dollars as the exchange tells it; undefined where it tells none. */
  readonly realizedPnl?: string | number | undefined;
}

const REMEMBERED_FILLS = 50_000;

/**
 * Counts each fill once and adds its realized P&L once. The two are remembered apart: an order's
 * answer may tell a fill without its P&L before the private stream tells it with.
 */
export class FillBook {
  readonly #collector: MetricsCollector;
  readonly #positions: PositionBook;
  readonly #counted = new RecentKeys(REMEMBERED_FILLS);
  readonly #settled = new RecentKeys(REMEMBERED_FILLS);

  constructor(collector: MetricsCollector, positions: PositionBook) {
    this.#collector = collector;
    this.#positions = positions;
  }

  add(account: Account, fill: FillEvent): void {
    const { id, symbol, side, time, realizedPnl } = fill;
    const identity = JSON.stringify([
      account.key,
      kindOf(account, symbol),
      marketKey(symbol),
      side,
      id,
    ]);
    const isNew = id === undefined || this.#counted.add(identity);
    if (isNew) this.#collector.recordTrade({ exchange: account.exchange, symbol, side });
    if (realizedPnl === undefined) return;
    if (id === undefined || this.#settled.add(identity)) {
      this.#positions.realized(account, { symbol, side, amount: realizedPnl, time });
      this.#collector.addRealizedPnl(account.key, realizedPnl);
    }
  }
}

/** Of OKX's instruments, as OKX and as ccxt spell them, those that are contracts. */
const OKX_CONTRACT = /:|-SWAP$|-\d{6}(?:-|$)/;

/**
 * Binance and OKX number the fills of each market by itself, so spot and futures of one name share
 * numbers; a client of Binance may spell both alike, but then it tells them by the label of the
 * exchange.
 */
function kindOf({ exchange }: Account, symbol: string): string {
  if (exchange === 'okx') return OKX_CONTRACT.test(symbol) ? 'derivative' : 'spot';
  if (!exchange.startsWith('binance')) return '';
  return exchange !== 'binance' || symbol.includes(':') ? 'derivative' : 'spot';
}
