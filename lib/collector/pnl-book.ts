import type { Money as Amount } from './money.js';
import { Money } from './money.js';

/** Realized and unrealized P&L; a part that nobody has told is undefined, which is not zero. */
export interface Pnl {
  readonly realized?: Amount | undefined;
  readonly unrealized?: Amount | undefined;
}

/** Where the bot's own `updatePnl` figures are kept. */
const MANUAL = Symbol('manual');

/** Where what accounts have realized is kept that nobody follows any more. */
const ENDED = Symbol('ended');

type Key = string | typeof MANUAL | typeof ENDED;

/**
 * Adds up the P&L of every account. The bot's own figures win: from the first manual update on,
 * what instrumentations see is left out of the sum, or the same money would count twice.
 */
export class PnlBook {
  readonly #accounts = new Map<Key, Pnl>();

  /** Whether the sums are still those of the accounts. */
  isAutomatic(): boolean {
    return !this.#accounts.has(MANUAL);
  }

  /** Sets the bot's own figures; an undefined part keeps its last value. */
  setManual(pnl: Pnl): void {
    this.#set(MANUAL, pnl);
  }

  /** Sets the figures of one account; an undefined part keeps its last value. */
  setAccount(account: string, pnl: Pnl): void {
    this.#set(account, pnl);
  }

  /** Adds a fill's realized P&L to one account. */
  addRealized(account: string, amount: Amount): void {
    this.#add(account, amount);
  }

  /** Nobody follows this account any more: what it has realized stays, what it had open is gone. */
  end(account: string): void {
    const { realized, unrealized } = this.#accounts.get(account) ?? {};
    this.#accounts.delete(account);
    if (realized !== undefined) this.#add(ENDED, realized);
    if (unrealized !== undefined) this.#set(ENDED, { unrealized: new Money(0) });
  }

  /** The sums; a part is undefined until somebody has told it. */
  total(): Pnl {
    const manual = this.#accounts.get(MANUAL);
    if (manual !== undefined) return manual;
    let realized: Amount | undefined;
    let unrealized: Amount | undefined;
    for (const pnl of this.#accounts.values()) {
      realized = sum(realized, pnl.realized);
      unrealized = sum(unrealized, pnl.unrealized);
    }
    return { realized, unrealized };
  }

  #add(account: Key, amount: Amount): void {
    const realized = this.#accounts.get(account)?.realized ?? new Money(0);
    this.#set(account, { realized: realized.plus(amount) });
  }

  #set(account: Key, pnl: Pnl): void {
    const last = this.#accounts.get(account);
    this.#accounts.set(account, {
      realized: pnl.realized ?? last?.realized,
      unrealized: pnl.unrealized ?? last?.unrealized,
    });
  }
}

/** The sum of what is known: undefined only where neither is. */
export function sum(a: Amount | undefined, b: Amount | undefined): Amount | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : a.plus(b);
}
