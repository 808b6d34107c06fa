import type { Account } from './accounts.js';
import { Refusal } from './errors.js';
import type { Order, OrderRequest } from './orders.js';
import type { Prices, Quote } from './prices.js';
import { isTriggered, type Trigger } from './stop-kinds.js';
import type { Venue } from './venue.js';

export type AlgoStatus = 'NEW' | 'TRIGGERED' | 'CANCELED' | 'REJECTED';

/** A conditional order of USD-M: it is kept apart from the order that it places when triggered. */
export interface AlgoOrder {
  readonly id: number;
  readonly clientId: string;
  readonly account: Account;
  readonly request: OrderRequest;
  readonly trigger: Trigger;
  /** Ends the whole position, however large it is by then. */
  readonly closesPosition: boolean;
  readonly time: number;
  status: AlgoStatus;
  updateTime: number;
  order: Order | undefined;
}

export interface AlgoRequest {
  readonly request: OrderRequest;
  readonly trigger: Trigger;
  readonly clientId: string;
  readonly closesPosition: boolean;
}

export interface AlgoRef {
  readonly id: string | undefined;
  readonly clientId: string | undefined;
}

type Listener = (algo: AlgoOrder) => void;

/** The conditional orders of USD-M: nothing is set aside for them until they are triggered. */
export class AlgoOrders {
  readonly #venue: Venue;
  readonly #prices: Prices;
  readonly #now: () => number;
  readonly #orders = new Map<number, AlgoOrder>();
  readonly #listeners = new Set<Listener>();
  #lastId = 900_000;

  constructor(venue: Venue, prices: Prices, now: () => number) {
    this.#venue = venue;
    this.#prices = prices;
    this.#now = now;
    prices.onQuote((quote) => this.#onQuote(quote));
  }

  onChange(listener: Listener): void {
    this.#listeners.add(listener);
  }

  place(account: Account, { request, trigger, clientId, closesPosition }: AlgoRequest): AlgoOrder {
    if (isTriggered(trigger, this.#prices.quote(request.market.symbol).price)) {
      throw new Refusal(-2021, 'Order would immediately trigger.');
    }
    const id = ++this.#lastId;
    const time = this.#now();
    const algo: AlgoOrder = {
      id,
      clientId: clientId === '' ? `paper-algo-${id}` : clientId,
      account,
      request,
      trigger,
      closesPosition,
      time,
      status: 'NEW',
      updateTime: time,
      order: undefined,
    };
    this.#orders.set(id, algo);
    this.#tell(algo);
    return algo;
  }

  cancel(account: Account, ref: AlgoRef): AlgoOrder {
    const algo = this.find(account, ref);
    if (algo?.status !== 'NEW') {
      throw new Refusal(-2011, 'Unknown order sent.');
    }
    this.#become(algo, 'CANCELED');
    return algo;
  }

  find(account: Account, { id, clientId }: AlgoRef): AlgoOrder | undefined {
    return this.of(account).find((one) =>
      id === undefined ? one.clientId === clientId : one.id === Number(id),
    );
  }

  of(account: Account): AlgoOrder[] {
    return [...this.#orders.values()].filter((one) => one.account === account);
  }

  #onQuote({ market, price }: Quote): void {
    for (const algo of this.#orders.values()) {
      const waits = algo.status === 'NEW' && algo.request.market === market;
      if (waits && isTriggered(algo.trigger, price)) {
        this.#trigger(algo);
      }
    }
  }

  #trigger(algo: AlgoOrder): void {
    const { account, request, closesPosition } = algo;
    const held = account.usdm.position(request.market.symbol).qty.abs();
    try {
      const placed = closesPosition ? { ...request, qty: held } : request;
      algo.order = this.#venue.place(account, { ...placed, clientOrderId: algo.clientId });
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      this.#become(algo, 'REJECTED');
      return;
    }
    this.#become(algo, 'TRIGGERED');
  }

  #become(algo: AlgoOrder, status: AlgoStatus): void {
    algo.status = status;
    algo.updateTime = this.#now();
    this.#tell(algo);
  }

  #tell(algo: AlgoOrder): void {
    for (const listener of this.#listeners) {
      listener(algo);
    }
  }
}
