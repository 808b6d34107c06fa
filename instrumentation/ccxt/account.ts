import { createHash } from 'node:crypto';
import type { MetricsCollector } from '../../lib/collector/metrics-collector.js';
import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import { FillBook } from '../fill-book.js';
import { sideLabel, symbolLabel } from '../order-labels.js';
import type { Account, PositionEvent } from '../position-book.js';
import { PositionBook } from '../position-book.js';
import type { CcxtExchange, CcxtOrder, CcxtPosition, CcxtTrade } from './internal-types.js';
import { exchangeId } from './internal-types.js';

/** Where exchanges put the realized P&L of a fill in their own payload. Spot fills have none. */
const REALIZED_PNL_KEYS = ['rp', 'realizedPnl', 'execPnl', 'fillPnl', 'profit'] as const;

/** Fills, positions and P&L of every account that ccxt instances of this process trade on. */
export class CcxtAccounts {
  readonly #fills: FillBook;
  readonly #positions: PositionBook;
  readonly #accounts = new WeakMap<CcxtExchange, Account>();
  readonly #followed = new WeakSet<unknown[]>();
  readonly #startedAt = Date.now() - process.uptime() * 1000;
  #anonymous = 0;

  constructor(collector: () => MetricsCollector) {
    this.#fills = new FillBook(collector);
    this.#positions = new PositionBook(collector);
  }

  /** Follows ccxt's caches of fills and positions from the moment they exist. */
  followCaches(exchange: CcxtExchange): void {
    const { myTrades, positions } = exchange;
    if (Array.isArray(myTrades)) {
      this.#follow(myTrades, (trade) => this.#addTrade(exchange, trade as CcxtTrade));
    }
    if (typeof positions !== 'object' || positions === null) return;
    // One cache, or one for each kind of account.
    for (const cache of Array.isArray(positions) ? [positions] : Object.values(positions)) {
      if (!Array.isArray(cache)) continue;
      this.#follow(cache, (row) => {
        this.#positions.update(this.#account(exchange), toPositions([row]));
      });
    }
  }

  /** The fills that an order's answer tells; they take symbol and side from their order. */
  orderReturned(exchange: CcxtExchange, order: CcxtOrder): void {
    if (!Array.isArray(order.trades)) return;
    for (const trade of order.trades as CcxtTrade[]) {
      const { symbol, side } = order;
      this.#addTrade(exchange, {
        ...trade,
        symbol: trade.symbol ?? symbol,
        side: trade.side ?? side,
      });
    }
  }

  /** The bot's history of fills; those older than the process were counted by an earlier one. */
  tradesFetched(exchange: CcxtExchange, trades: unknown): void {
    if (!Array.isArray(trades)) return;
    for (const trade of trades as CcxtTrade[]) {
      if (Number(trade.timestamp) >= this.#startedAt) this.#addTrade(exchange, trade);
    }
  }

  /** All open positions, of the account or of the symbols that were asked for. */
  positionsFetched(exchange: CcxtExchange, rows: unknown, symbols: unknown): void {
    if (!Array.isArray(rows)) return;
    const positions = toPositions(rows);
    const account = this.#account(exchange);
    if (Array.isArray(symbols)) this.#positions.replace(account, positions, symbols.map(String));
    else this.#positions.replace(account, positions);
  }

  /** One position, as `fetchPosition` gives it. */
  positionFetched(exchange: CcxtExchange, row: unknown): void {
    this.#positions.update(this.#account(exchange), toPositions([row]));
  }

  #addTrade(exchange: CcxtExchange, trade: CcxtTrade): void {
    const { id, symbol, side, info } = trade;
    this.#fills.add(this.#account(exchange), {
      id: typeof id === 'string' || typeof id === 'number' ? String(id) : undefined,
      symbol: symbolLabel(symbol),
      side: sideLabel(side),
      realizedPnl: realizedPnlOf(info),
    });
  }

  /** Sees what a cache holds and what is appended to it. */
  #follow(cache: unknown[], see: (item: unknown) => void): void {
    if (this.#followed.has(cache)) return;
    this.#followed.add(cache);
    const seeSafely = (item: unknown): void => {
      neverThrow('reading a ccxt cache', () => see(item));
    };
    cache.forEach(seeSafely);
    const { append } = cache as { append?: unknown };
    if (typeof append !== 'function') return;
    const value = function (this: unknown, ...args: unknown[]): unknown {
      const result: unknown = Reflect.apply(append, this, args);
      seeSafely(args[0]);
      return result;
    };
    // Not enumerable: the cache still looks like the array it is.
    Object.defineProperty(cache, 'append', { value, writable: true, configurable: true });
  }

  /** Two instances with one key are one account: its P&L must not count twice. */
  #account(exchange: CcxtExchange): Account {
    let account = this.#accounts.get(exchange);
    if (account === undefined) {
      const id = exchangeId(exchange);
      account = { exchange: id, key: `${id}/${this.#fingerprint(exchange)}` };
      this.#accounts.set(exchange, account);
    }
    return account;
  }

  #fingerprint({ apiKey, walletAddress, uid }: CcxtExchange): string {
    const identity = [apiKey, walletAddress, uid].filter((part) => typeof part === 'string');
    if (identity.length === 0) {
      this.#anonymous += 1;
      return `anonymous-${this.#anonymous}`;
    }
    return createHash('sha256').update(JSON.stringify(identity)).digest('hex');
  }
}

function toPositions(rows: readonly unknown[]): PositionEvent[] {
  return (rows as (CcxtPosition | null | undefined)[]).flatMap((row) => {
    const size = Number(row?.contracts ?? 0);
    if (row === null || row === undefined || !Number.isFinite(size)) return [];
    const { symbol, side, hedged, unrealizedPnl } = row;
    return {
      symbol: symbolLabel(symbol),
      side: typeof side === 'string' ? side : undefined,
      hedged: hedged === true,
      size,
      unrealizedPnl: moneyField(unrealizedPnl),
    };
  });
}

function realizedPnlOf(info: unknown): string | number | undefined {
  if (typeof info !== 'object' || info === null) return undefined;
  for (const key of REALIZED_PNL_KEYS) {
    const value = moneyField((info as Record<string, unknown>)[key]);
    if (value !== undefined) return value;
  }
  return undefined;
}

function moneyField(value: unknown): string | number | undefined {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
    ? value
    : undefined;
}
