import type { Account } from '../core/account/position-book.js';
import type { Answer } from '../core/answer-method.js';
import type { Observer } from '../core/observer.js';
import type { OrderMemory } from '../exchanges/alpaca/order-memory.js';
import type { Activity, OrderUpdate } from '../exchanges/alpaca/order-update.js';
import { fillOf, fillOfActivity, positionAfter } from '../exchanges/alpaca/order-update.js';
import { toPositions } from '../exchanges/alpaca/positions.js';
import { EXCHANGE } from './methods.js';

/** What tells the accounts of clients apart: key id, or the token of OAuth. */
export type IdentityOf = (client: object) => readonly unknown[];

/** What Alpaca's answers and updates tell of an account, whichever line asked. */
export class AlpacaAccounts {
  readonly #observer: Observer;
  readonly #memory: OrderMemory;
  readonly #identityOf: IdentityOf;

  constructor(observer: Observer, memory: OrderMemory, identityOf: IdentityOf) {
    this.#observer = observer;
    this.#memory = memory;
    this.#identityOf = identityOf;
  }

  /** A message of the stream `trade_updates` came. */
  updated(client: object, update: OrderUpdate): void {
    const { accounts } = this.#observer.watch;
    this.#memory.remember(update.order);
    const fill = fillOf(update);
    if (fill !== undefined) accounts.filled(this.#account(client), fill);
    const position = positionAfter(update, Date.now());
    if (position !== undefined) accounts.positions.update(this.#account(client), [position]);
  }

  /** All open positions were listed. */
  positionsListed({ client, value, askedAt }: Answer<object>): void {
    if (!Array.isArray(value)) return;
    const { positions } = this.#observer.watch.accounts;
    positions.replace(this.#account(client), toPositions(value, askedAt));
  }

  /** One position was asked for and is there. */
  positionShown({ client, value, askedAt }: Answer<object>): void {
    const rows = toPositions([value], askedAt);
    const symbols = rows.map(({ symbol }) => symbol);
    this.#observer.watch.accounts.positions.replace(this.#account(client), rows, { symbols });
  }

  /** The history of the account was listed. */
  activitiesListed({ client, value }: Answer<object>): void {
    if (!Array.isArray(value)) return;
    for (const activity of value as Activity[]) {
      const fill = fillOfActivity(activity);
      if (fill !== undefined) this.#observer.watch.accounts.filled(this.#account(client), fill);
    }
  }

  #account(client: object): Account {
    return this.#observer.watch.accounts.of(client, EXCHANGE, () => this.#identityOf(client));
  }
}
