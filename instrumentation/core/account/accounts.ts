import { createHash } from 'node:crypto';
import type { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import { neverThrow } from '../../../lib/diagnostics/never-throw.js';
import type { TracedOrders } from '../orders/traced-orders.js';
import type { FillEvent } from './fill-book.js';
import { FillBook } from './fill-book.js';
import type { Account } from './position-book.js';
import { PositionBook } from './position-book.js';

/** Labels of one house, where a key opens the same account through each of them. */
const HOUSES: Readonly<Record<string, string>> = {
  binanceusdm: 'binance',
  binancecoinm: 'binance',
  gateio: 'gate',
  coinbaseadvanced: 'coinbase',
};

/** Clocks differ a little; a fill of the process's first moments is still a fill of this process. */
const CLOCK_TOLERANCE_MS = 5_000;

/** Fills, positions and P&L of every account that the bot trades on, through whatever client. */
export class Accounts {
  readonly positions: PositionBook;
  readonly #fills: FillBook;
  readonly #accounts = new WeakMap<object, Map<string, Account>>();
  readonly #startedAt = Date.now() - process.uptime() * 1000 - CLOCK_TOLERANCE_MS;
  /** What is known of an account that nothing but its client stands for goes with the client. */
  readonly #forgotten = new FinalizationRegistry<Account>((account) => {
    neverThrow('forgetting an account', () => this.positions.forget(account));
  });
  #anonymous = 0;

  constructor(collector: MetricsCollector, traced: TracedOrders) {
    this.positions = new PositionBook(collector);
    this.#fills = new FillBook(collector, this.positions, traced);
  }

  /**
   * The account that a client trades on. Two clients with one key are one account: its P&L must not
   * count twice.
   * @param identity what tells accounts apart, the surest first (the API key, a wallet's address):
   *   the first that is a text counts, and nothing of it is kept but a hash. Asked for once a client.
   */
  of(client: object, exchange: string, identity: () => readonly unknown[]): Account {
    let byExchange = this.#accounts.get(client);
    if (byExchange === undefined) {
      byExchange = new Map();
      this.#accounts.set(client, byExchange);
    }
    let account = byExchange.get(exchange);
    if (account === undefined) {
      const house = HOUSES[exchange] ?? exchange;
      const fingerprint = fingerprintOf(identity());
      account = { exchange, key: `${house}/${fingerprint ?? this.#anonymousName()}` };
      if (fingerprint === undefined) this.#forgotten.register(client, account);
      byExchange.set(exchange, account);
    }
    return account;
  }

  /**
   * A fill became known. One from before this process is history, asked for or sent when a stream
   * begins, and was counted by an earlier process.
   */
  filled(account: Account, fill: FillEvent): void {
    if (fill.time >= this.#startedAt) this.#fills.add(account, fill);
  }

  #anonymousName(): string {
    this.#anonymous += 1;
    return `anonymous-${this.#anonymous}`;
  }
}

function fingerprintOf(identity: readonly unknown[]): string | undefined {
  const known = identity.find((part) => typeof part === 'string' && part !== '');
  return known === undefined ? undefined : createHash('sha256').update(String(known)).digest('hex');
}
