import type { MetricsCollector } from '../lib/collector/metrics-collector.js';
import type { Money as Amount } from '../lib/collector/money.js';
import { toMoney } from '../lib/collector/money.js';
import { sum } from '../lib/collector/pnl-book.js';

/** A position in one shape for every exchange client. */
export interface PositionEvent {
  readonly symbol: string;
  /** `long` or `short`; tells positions apart only where the account is hedged. */
  readonly side?: string | undefined;
  readonly hedged: boolean;
  /** Number of contracts; 0 means closed. */
  readonly size: number;
  /** As the exchange tells it. */
  readonly unrealizedPnl?: string | number | undefined;
}

/** An account at an exchange. `key` tells accounts apart and never leaves the process. */
export interface Account {
  readonly exchange: string;
  readonly key: string;
}

type OpenPositions = Map<string, Amount | undefined>;

/** The open positions of every account, and what they add up to. */
export class PositionBook {
  readonly #collector: () => MetricsCollector;
  readonly #exchanges = new Map<string, Map<string, OpenPositions>>();

  constructor(collector: () => MetricsCollector) {
    this.#collector = collector;
  }

  /** Takes the news of some positions; the others stay as they are. */
  update(account: Account, positions: readonly PositionEvent[]): void {
    const open = this.#open(account);
    for (const position of positions) apply(open, position);
    this.#publish(account, open);
  }

  /** Takes all open positions, of the account or of `symbols`: what is not among them is closed. */
  replace(
    account: Account,
    positions: readonly PositionEvent[],
    symbols?: readonly string[],
  ): void {
    const open = this.#open(account);
    for (const key of [...open.keys()]) {
      const [symbol = ''] = key.split('\n');
      if (symbols === undefined || symbols.includes(symbol)) open.delete(key);
    }
    this.update(account, positions);
  }

  #publish(account: Account, open: OpenPositions): void {
    const collector = this.#collector();
    let count = 0;
    for (const positions of this.#accounts(account.exchange).values()) count += positions.size;
    collector.updatePositionCount(count, account.exchange);
    let unrealized: Amount | undefined;
    for (const pnl of open.values()) unrealized = sum(unrealized, pnl);
    // No position at all is an unrealized P&L of zero; positions that tell none leave it unknown.
    const known = unrealized ?? (open.size === 0 ? '0' : undefined);
    if (known !== undefined) collector.updateAccountPnl(account.key, { unrealized: known });
  }

  #open(account: Account): OpenPositions {
    const accounts = this.#accounts(account.exchange);
    let open = accounts.get(account.key);
    if (open === undefined) {
      open = new Map();
      accounts.set(account.key, open);
    }
    return open;
  }

  #accounts(exchange: string): Map<string, OpenPositions> {
    let accounts = this.#exchanges.get(exchange);
    if (accounts === undefined) {
      accounts = new Map();
      this.#exchanges.set(exchange, accounts);
    }
    return accounts;
  }
}

function apply(open: OpenPositions, position: PositionEvent): void {
  // In one-way mode a flip from long to short is the same position.
  const key = `${position.symbol}\n${position.hedged ? (position.side ?? '') : ''}`;
  if (position.size === 0) open.delete(key);
  else open.set(key, toMoney(position.unrealizedPnl));
}
