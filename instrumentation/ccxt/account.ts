import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { Account, PositionBook } from '../core/account/position-book.js';
import type { Observer } from '../core/observer.js';
import { toFill } from './fills.js';
import type { CcxtExchange, CcxtOrder, CcxtTrade } from './internal-types.js';
import { exchangeId, tradedName } from './internal-types.js';
import { scopeOf, toPositions } from './positions.js';
import { unifiedSymbol } from './symbols.js';

/** Fills, positions and P&L of the accounts that ccxt instances of this process trade on. */
export class CcxtAccounts {
  readonly #observer: Observer;
  readonly #followed = new WeakSet<unknown[]>();

  constructor(observer: Observer) {
    this.#observer = observer;
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
        this.#positions().update(this.#account(exchange), toPositions(exchange, [row], Date.now()));
      });
    }
  }

  /** The fills that the answers to orders tell; they take symbol and side from their order. */
  ordersReturned(exchange: CcxtExchange, answer: unknown): void {
    for (const order of Array.isArray(answer) ? answer : [answer]) {
      if (typeof order === 'object' && order !== null) this.#orderReturned(exchange, order);
    }
  }

  #orderReturned(exchange: CcxtExchange, order: CcxtOrder): void {
    if (!Array.isArray(order.trades)) return;
    for (const trade of order.trades as CcxtTrade[]) {
      const symbol = tradedName(trade) ?? tradedName(order);
      const side = trade.side ?? order.side;
      this.#addTrade(exchange, { ...trade, symbol, side, order: trade.order ?? order.id });
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
    this.#positions().replace(this.#account(exchange), positions, scopeOf(exchange, args));
  }

  /** What `fetchPosition` gave for a symbol; nothing means that there is no position. */
  positionFetched(exchange: CcxtExchange, row: unknown, symbol: unknown, askedAt: number): void {
    const account = this.#account(exchange);
    const positions = toPositions(exchange, [row], askedAt);
    // In hedge mode it is one of two.
    if (positions.some(({ hedged }) => hedged === true))
      this.#positions().update(account, positions);
    else {
      const symbols = [unifiedSymbol(exchange, symbol) ?? ''];
      this.#positions().replace(account, positions, { symbols });
    }
  }

  #addTrade(exchange: CcxtExchange, trade: CcxtTrade): void {
    this.#observer.watch.accounts.filled(this.#account(exchange), toFill(exchange, trade));
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

  #positions(): PositionBook {
    return this.#observer.watch.accounts.positions;
  }

  #account(exchange: CcxtExchange): Account {
    const { apiKey, walletAddress, uid } = exchange;
    const identity = (): unknown[] => [apiKey, walletAddress, uid];
    return this.#observer.watch.accounts.of(exchange, exchangeId(exchange), identity);
  }
}
