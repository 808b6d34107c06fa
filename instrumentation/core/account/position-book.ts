import type { MetricsCollector } from '../../../lib/collector/metrics-collector.js';
import type { Money as Amount } from '../../../lib/collector/money.js';
import { toMoney } from '../../../lib/collector/money.js';
import { sum } from '../../../lib/collector/pnl-book.js';
import { marketKey } from './market-key.js';

/** A position in one shape for every exchange client. */
export interface PositionEvent {
  readonly symbol: string;
  /** `long` or `short`. */
  readonly side?: string | undefined;
  /** Whether the account can hold both sides of a symbol; undefined where nobody tells. */
  readonly hedged?: boolean | undefined;
  /** Number of contracts; 0 means closed. */
  readonly size: number;
  /** In dollars, as the exchange tells it; undefined where it tells none, or not in dollars. */
  readonly unrealizedPnl?: string | number | undefined;
  /** When this was true, in milliseconds since the epoch. */
  readonly asOf: number;
}

/** An account at an exchange. `key` tells accounts apart and never leaves the process. */
export interface Account {
  readonly exchange: string;
  readonly key: string;
}

/** What an answer speaks of: all positions, those of some symbols or of a kind, or a part of the account. */
export interface PositionScope {
  readonly symbols?: readonly string[];
  /** All markets of one kind: those whose key, see `marketKey`, is like this. */
  readonly markets?: RegExp;
  /** A name of the part; an answer replaces what the last answer for the same part told. */
  readonly part?: string;
}

interface OpenPosition {
  /** The client that told of it last. */
  readonly exchange: string;
  readonly symbol: string;
  readonly market: string;
  readonly side: string | undefined;
  readonly asOf: number;
  unrealized: Amount | undefined;
}

interface Book {
  /** Every client that has told of this account, and how many open positions were its at the last count. */
  readonly counted: Map<string, number>;
  readonly open: Map<string, OpenPosition>;
  readonly parts: Map<string, ReadonlySet<string>>;
}

const PARTS_LIMIT = 100;

/** The open positions of every account, and what they add up to. */
export class PositionBook {
  readonly #collector: MetricsCollector;
  readonly #books = new Map<string, Book>();
  /** Open positions of all accounts, by exchange. */
  readonly #counts = new Map<string, number>();

  constructor(collector: MetricsCollector) {
    this.#collector = collector;
  }

  /** Takes the news of some positions; the others stay as they are. */
  update(account: Account, positions: readonly PositionEvent[]): void {
    const { open, counted } = this.#book(account);
    counted.set(account.exchange, counted.get(account.exchange) ?? 0);
    for (const position of positions) apply(open, account.exchange, position);
    this.#publish(account);
  }

  /** Takes all open positions of a scope: what is not among them is closed. */
  replace(account: Account, positions: readonly PositionEvent[], scope: PositionScope = {}): void {
    const book = this.#book(account);
    for (const [key, position] of book.open) {
      if (isWithin(key, position, scope, account, book)) book.open.delete(key);
    }
    if (scope.part !== undefined) rememberPart(book, scope.part, positions);
    this.update(account, positions);
  }

  /**
   * A fill has realized a part of a position's P&L. What was told of that position before the fill
   * still holds that part as unrealized: it is taken out there, or it would count twice until the
   * next news of the position.
   */
  realized(account: Account, fill: RealizedFill): void {
    const amount = toMoney(fill.amount);
    const market = marketKey(fill.symbol);
    const closed = fill.side === 'sell' ? 'long' : 'short';
    for (const position of this.#book(account).open.values()) {
      const isMeant = position.market === market && (position.side ?? closed) === closed;
      if (!isMeant || position.asOf >= fill.time || amount === undefined) continue;
      position.unrealized = position.unrealized?.minus(amount);
      this.#publish(account);
      return;
    }
  }

  /** Nobody tells of this account any more: its positions are unknown. */
  forget({ key }: Account): void {
    const book = this.#books.get(key);
    if (book === undefined) return;
    book.open.clear();
    this.#count(book);
    this.#books.delete(key);
    this.#collector.endAccount(key);
  }

  #publish(account: Account): void {
    const book = this.#book(account);
    const { open } = book;
    this.#count(book);
    let unrealized: Amount | undefined;
    for (const position of open.values()) unrealized = sum(unrealized, position.unrealized);
    // No position at all is an unrealized P&L of zero; positions that tell none leave it unknown.
    const known = unrealized ?? (open.size === 0 ? '0' : undefined);
    if (known !== undefined) this.#collector.updateAccountPnl(account.key, { unrealized: known });
  }

  #count({ open, counted }: Book): void {
    // A position may have gone over from one client of the account to another.
    for (const [name, before] of counted) {
      let count = 0;
      for (const { exchange } of open.values()) if (exchange === name) count += 1;
      counted.set(name, count);
      const total = (this.#counts.get(name) ?? 0) + count - before;
      this.#counts.set(name, total);
      this.#collector.updatePositionCount(total, name);
    }
  }

  #book({ key }: Account): Book {
    let book = this.#books.get(key);
    if (book === undefined) {
      book = { counted: new Map(), open: new Map(), parts: new Map() };
      this.#books.set(key, book);
    }
    return book;
  }
}

/** A fill that closed (a part of) a position. */
export interface RealizedFill {
  readonly symbol: string;
  readonly side: string;
  /** In dollars. */
  readonly amount: string | number;
  /** In milliseconds since the epoch. */
  readonly time: number;
}

function isWithin(
  key: string,
  position: OpenPosition,
  { symbols, markets, part }: PositionScope,
  account: Account,
  book: Book,
): boolean {
  if (symbols !== undefined) return symbols.some((symbol) => marketKey(symbol) === position.market);
  if (markets !== undefined) return markets.test(position.market);
  if (part !== undefined) return book.parts.get(part)?.has(key) === true;
  // Another client of the same account may see positions that this one does not.
  return position.exchange === account.exchange;
}

function rememberPart(book: Book, part: string, positions: readonly PositionEvent[]): void {
  const { parts } = book;
  parts.delete(part);
  parts.set(part, new Set(positions.map(keyOf)));
  const [oldest] = parts.keys();
  if (parts.size > PARTS_LIMIT && oldest !== undefined) parts.delete(oldest);
}

function keyOf({ symbol, side, hedged }: PositionEvent): string {
  // In one-way mode a flip from long to short is the same position.
  return `${marketKey(symbol)}\n${hedged === false ? '' : (side ?? '')}`;
}

function apply(open: Map<string, OpenPosition>, exchange: string, event: PositionEvent): void {
  const { symbol, side, size, asOf, hedged } = event;
  // Some clients tell the mode in one answer and not in another: one position, two spellings.
  const market = marketKey(symbol);
  if (hedged === false) deleteMarket(open, market);
  else open.delete(`${market}\n`);
  const unrealized = toMoney(event.unrealizedPnl);
  if (size === 0) open.delete(keyOf(event));
  else open.set(keyOf(event), { exchange, symbol, market, side, asOf, unrealized });
}

function deleteMarket(open: Map<string, OpenPosition>, market: string): void {
  for (const [key, position] of open) if (position.market === market) open.delete(key);
}
