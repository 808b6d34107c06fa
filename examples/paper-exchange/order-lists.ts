import type { Account } from './accounts.js';
import { Refusal } from './errors.js';
import { floorTo } from './money.js';
import { isOpen, type Order, type OrderRequest } from './orders.js';
import type { Venue } from './venue.js';

/** Orders of which one decides about the others. */
export interface OrderList {
  readonly id: number;
  readonly clientId: string;
  readonly account: Account;
  readonly contingency: 'OCO' | 'OTO';
  readonly time: number;
  /** The order that has to be filled before the others are placed. */
  readonly working: Order | undefined;
  /** One order, or two of which only one can trade. */
  readonly pair: readonly Order[];
  /** The quantity of what is placed later is what the working order brought in. */
  readonly isPaying: boolean;
  isDone: boolean;
}

export interface ListRequest {
  readonly clientId: string;
  readonly working?: OrderRequest;
  readonly pair: readonly OrderRequest[];
  readonly isPaying?: boolean;
}

type Listener = (list: OrderList, time: number) => void;

export const ordersOf = ({ working, pair }: OrderList): Order[] =>
  working === undefined ? [...pair] : [working, ...pair];

/** OCO, OTO and OTOCO on a venue: one order cancels, or triggers, the others. */
export class OrderLists {
  readonly #venue: Venue;
  readonly #now: () => number;
  readonly #lists = new Map<number, OrderList>();
  readonly #listeners = new Set<Listener>();
  #lastId = 0;

  constructor(venue: Venue, now: () => number) {
    this.#venue = venue;
    this.#now = now;
    venue.onEvent(({ order }) => this.#review(order.listId));
    venue.onTrigger((_account, order) => this.#review(order.listId));
  }

  onChange(listener: Listener): void {
    this.#listeners.add(listener);
  }

  /** Places all of a list or, where one of its orders is refused, nothing of it. */
  place(account: Account, { clientId, working, pair, isPaying = false }: ListRequest): OrderList {
    const [holder, ...unfunded] = pair;
    const funded = [holder, ...unfunded.map((one) => ({ ...one, isUnfunded: true }))].filter(
      (one) => one !== undefined,
    );
    for (const request of working === undefined ? funded : [working]) {
      this.#venue.dryRun(account, request);
    }
    const id = ++this.#lastId;
    const first = working === undefined ? undefined : this.#venue.place(account, working, id);
    const list: OrderList = {
      id,
      clientId: clientId === '' ? `paper-list-${id}` : clientId,
      account,
      contingency: working === undefined ? 'OCO' : 'OTO',
      time: this.#now(),
      working: first,
      pair: funded.map((request) =>
        first === undefined
          ? this.#venue.place(account, request, id)
          : this.#venue.keep(account, request, id),
      ),
      isPaying,
      isDone: false,
    };
    this.#lists.set(id, list);
    this.#tell(list);
    this.#review(id);
    return list;
  }

  /** Cancels every order of a list that is still open. */
  cancel(account: Account, ref: { id: string | undefined; clientId: string | undefined }) {
    const list = this.find(account, ref);
    if (list === undefined || list.isDone) {
      throw new Refusal(-2011, 'Unknown order list sent.');
    }
    list.isDone = true;
    for (const order of ordersOf(list)) {
      this.#venue.withdraw(account, order);
    }
    this.#tell(list);
    return list;
  }

  find(
    account: Account,
    { id, clientId }: { id: string | undefined; clientId: string | undefined },
  ) {
    return this.of(account).find((list) =>
      id === undefined ? list.clientId === clientId : list.id === Number(id),
    );
  }

  of(account: Account): OrderList[] {
    return [...this.#lists.values()].filter((list) => list.account === account);
  }

  /** Looks what has become of a list's orders and does what follows from it. */
  #review(id: number): void {
    const list = this.#lists.get(id);
    if (list === undefined || list.isDone) {
      return;
    }
    const { working, pair } = list;
    const isKept = pair.some(({ status }) => status === 'PENDING_NEW');
    if (working !== undefined && isKept) {
      this.#followWorking(list, working);
      return;
    }
    const decided = pair.find((order) => hasMoved(order));
    if (decided !== undefined) {
      this.#settle(list, decided);
    }
  }

  #followWorking(list: OrderList, working: Order): void {
    if (working.status === 'FILLED') {
      for (const order of list.pair) {
        this.#enterKept(list, working, order);
      }
    } else if (!isOpen(working)) {
      this.#settle(list, working);
    }
  }

  #enterKept({ account, isPaying }: OrderList, working: Order, order: Order): void {
    if (order.status !== 'PENDING_NEW') {
      return;
    }
    if (isPaying) {
      const paid = working.trades.filter((trade) => trade.commissionAsset === order.market.base);
      const received = paid.reduce((sum, { commission }) => sum.sub(commission), working.filled);
      order.qty = floorTo(received, order.market.step);
    }
    this.#venue.enterKept(account, order);
  }

  #settle(list: OrderList, decided: Order): void {
    list.isDone = true;
    for (const order of list.pair) {
      if (order === decided) {
        continue;
      }
      if (decided.status === 'CANCELED') {
        this.#venue.withdraw(list.account, order);
      } else {
        this.#venue.expire(list.account, order);
      }
    }
    this.#tell(list);
  }

  #tell(list: OrderList): void {
    for (const listener of this.#listeners) {
      listener(list, this.#now());
    }
  }
}

/** Whether an order has traded, has been triggered or is over, so that the other one must go. */
function hasMoved(order: Order): boolean {
  const isTriggered = order.trigger !== undefined && !order.isWaiting;
  return isTriggered || order.filled.gt(0) || (!isOpen(order) && order.status !== 'PENDING_NEW');
}
