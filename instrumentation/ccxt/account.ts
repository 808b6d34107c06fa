import { createHash } from 'node:crypto';
import type { MetricsCollector } from '../../lib/collector/metrics-collector.js';
import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import { FillBook } from '../core/account/fill-book.js';
import type { Account } from '../core/account/position-book.js';
import { PositionBook } from '../core/account/position-book.js';
import { toFill } from './fills.js';
import type { CcxtExchange, CcxtOrder, CcxtTrade } from './internal-types.js';
import { exchangeId } from './internal-types.js';
import { scopeOf, toPositions } from './positions.js';
import { unifiedSymbol } from './symbols.js';

/** ccxt classes of one house, where a key opens the same account through each of them. */
const HOUSES: Readonly<Record<string, string>> = {
  binanceusdm: 'binance',
  binancecoinm: 'binance',
};

/** Clocks differ a little; a fill of the process's first moments is still a fill of this process. */
const CLOCK_TOLERANCE_MS = 5_000;

/** Fills, positions and P&L of every account that ccxt instances of this process trade on. */
export class CcxtAccounts {
  readonly #fills: FillBook;
  readonly #positions: PositionBook;
  readonly #accounts = new WeakMap<CcxtExchange, Account>();
  readonly #followed = new WeakSet<unknown[]>();
  readonly #startedAt = Date.now() - process.uptime() * 1000 - CLOCK_TOLERANCE_MS;
  #anonymous = 0;

  constructor(collector: () => MetricsCollector) {
    this.#positions = new PositionBook(collector);
    this.#fills = new FillBook(collector, this.#positions);
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
        this.#positions.update(this.#account(exchange), toPositions(exchange, [row], Date.now()));
      });
    }
  }

  /** The fills that an order's answer tells; they take symbol and side from their order. */
  orderReturned(exchange: CcxtExchange, order: CcxtOrder): void {
    if (!Array.isArray(order.trades)) return;
    for (const trade of order.trades as CcxtTrade[]) {
      const symbol = trade.symbol ?? order.symbol;
      this.#addTrade(exchange, { ...trade, symbol, side: trade.side ?? order.side });
    }
  }

  /** What `fetchMyTrades` gave. */
  tradesFetched(exchange: CcxtExchange, trades: unknown): void {
    if (!Array.isArray(trades)) return;
    for (const trade of trades as CcxtTrade[]) this.#addTrade(exchange, trade);
  }

  /** What `fetchPositions` gave for these arguments, asked at `askedAt`. */
  positionsFetched(
    exchange: CcxtExchange,
    rows: unknown,
    args: readonly unknown[],
    askedAt: number,
  ): void {
    if (!Array.isArray(rows)) return;
    const positions = toPositions(exchange, rows, askedAt);
    this.#positions.replace(this.#account(exchange), positions, scopeOf(exchange, args));
  }

  /** What `fetchPosition` gave for a symbol; nothing means that there is no position. */
  positionFetched(exchange: CcxtExchange, row: unknown, symbol: unknown, askedAt: number): void {
    const account = this.#account(exchange);
    const positions = toPositions(exchange, [row], askedAt);
    // In hedge mode it is one of two.
    if (positions.some(({ hedged }) => hedged === true)) this.#positions.update(account, positions);
    else {
      const symbols = [unifiedSymbol(exchange, symbol) ?? ''];
      this.#positions.replace(account, positions, { symbols });
    }
  }

  #addTrade(exchange: CcxtExchange, trade: CcxtTrade): void {
    const fill = toFill(exchange, trade);
    // History, asked for or sent when a stream begins, was counted by an earlier process.
    if (fill.time >= this.#startedAt) this.#fills.add(this.#account(exchange), fill);
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
      account = { exchange: id, key: `${HOUSES[id] ?? id}/${this.#fingerprint(exchange)}` };
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
