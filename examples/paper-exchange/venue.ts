import type { Account } from './accounts.js';
import { Refusal, unknownOrder, unknownOrderForCancel } from './errors.js';
import type { Ledger } from './ledger.js';
import type { Venue as VenueName } from './markets.js';
import { type Execution, fillResting, take, total } from './matching.js';
import { dec, type Money, ZERO } from './money.js';
import { isOpen, type Order, type OrderRequest, remaining, type Trade } from './orders.js';
import type { Prices, Quote } from './prices.js';
import { isTriggered } from './stop-kinds.js';

export type ExecutionType = 'NEW' | 'TRADE' | 'CANCELED' | 'EXPIRED' | 'AMENDMENT';

/** One thing that happened to an order: what the private streams and the journal tell. */
export interface OrderEvent {
  readonly venue: VenueName;
  readonly account: Account;
  readonly order: Order;
  readonly type: ExecutionType;
  readonly trade: Trade | undefined;
}

type Listener = (event: OrderEvent) => void;
type TriggerListener = (account: Account, order: Order) => void;

/** How a request names an order: by the exchange's id or by the client's. */
export interface OrderRef {
  readonly orderId: string | undefined;
  readonly clientOrderId: string | undefined;
}

/** Orders and matching of one venue. Money is the ledgers' business, words are the routes'. */
export class Venue {
  readonly name: VenueName;
  readonly prices: Prices;
  readonly #now: () => number;
  readonly #orders = new Map<Account, Map<number, Order>>();
  /** Kept apart so that a price change does not walk over every order of a long run. */
  readonly #open = new Map<Order, Account>();
  readonly #listeners = new Set<Listener>();
  readonly #triggerListeners = new Set<TriggerListener>();
  #lastOrderId = 1000;
  #lastTradeId = 5000;

  constructor(name: VenueName, prices: Prices, now: () => number) {
    this.name = name;
    this.prices = prices;
    this.#now = now;
    prices.onQuote((quote) => this.#onQuote(quote));
  }

  onEvent(listener: Listener): void {
    this.#listeners.add(listener);
  }

  /** Called when a stop order's price has come, before anything is taken for it. */
  onTrigger(listener: TriggerListener): void {
    this.#triggerListeners.add(listener);
  }

  place(account: Account, request: OrderRequest, listId = -1): Order {
    const order = this.#newOrder(request, listId);
    this.#enter(account, order);
    return order;
  }

  /** Takes an order that is to be placed later, when the order it waits for has been filled. */
  keep(account: Account, request: OrderRequest, listId: number): Order {
    const order = this.#newOrder(request, listId);
    order.status = 'PENDING_NEW';
    this.#ordersOf(account).set(order.id, order);
    this.#emit(account, order, 'NEW');
    return order;
  }

  /** Places what was kept; what cannot be paid by now expires. */
  enterKept(account: Account, order: Order): void {
    order.status = 'NEW';
    try {
      this.#enter(account, order);
    } catch (error) {
      this.#expireRefused(account, order, error);
    }
  }

  /** Ends an order because of another one of its list. */
  expire(account: Account, order: Order): void {
    if (isOpen(order) || order.status === 'PENDING_NEW') {
      this.#end(account, order, 'EXPIRED');
    }
  }

  /** Cancels an order that may be over already. */
  withdraw(account: Account, order: Order): void {
    if (isOpen(order) || order.status === 'PENDING_NEW') {
      this.#end(account, order, 'CANCELED');
    }
  }

  /** Checks a request as `place` does, and leaves nothing behind. */
  dryRun(account: Account, request: OrderRequest): void {
    const order = this.#newOrder(request, -1);
    const taking = this.#taking(order);
    this.#refuseTriggered(order);
    this.#refuseTakingMaker(order, taking);
    this.#ledger(account).reserve(order, taking);
    this.#ledger(account).release(order);
  }

  cancel(account: Account, symbol: string, ref: OrderRef): Order {
    const order = this.#find(account, symbol, ref);
    if (order === undefined || !isOpen(order)) {
      throw unknownOrderForCancel();
    }
    this.#end(account, order, 'CANCELED');
    return order;
  }

  cancelAll(account: Account, symbol: string): Order[] {
    const open = this.orders(account, symbol).filter(isOpen);
    for (const order of open) {
      this.#end(account, order, 'CANCELED');
    }
    return open;
  }

  /** Changes price and quantity in place, as the USD-M modify does; the order keeps its id. */
  amend(account: Account, symbol: string, ref: OrderRef, price: Money, qty: Money): Order {
    const order = this.#find(account, symbol, ref);
    if (order === undefined || !isOpen(order)) {
      throw unknownOrderForCancel();
    }
    const ledger = this.#ledger(account);
    const before = { price: order.price, qty: order.qty };
    ledger.release(order);
    Object.assign(order, { price, qty: qty.lt(order.filled) ? order.filled : qty });
    const taking = this.#taking(order);
    try {
      ledger.reserve(order, taking);
    } catch (error) {
      Object.assign(order, before);
      ledger.reserve(order, []);
      throw error;
    }
    order.updateTime = this.#now();
    this.#emit(account, order, 'AMENDMENT');
    this.#execute(account, order, taking);
    return order;
  }

  order(account: Account, symbol: string, ref: OrderRef): Order {
    const order = this.#find(account, symbol, ref);
    if (order === undefined) {
      throw unknownOrder();
    }
    return order;
  }

  orders(account: Account, symbol?: string): Order[] {
    const all = [...this.#ordersOf(account).values()];
    return symbol === undefined ? all : all.filter((order) => order.market.symbol === symbol);
  }

  trades(account: Account, symbol: string): Trade[] {
    return this.orders(account, symbol)
      .flatMap((order) => order.trades)
      .sort((a, b) => a.id - b.id);
  }

  /** Refuses an order, or has it trade, rest or wait. */
  #enter(account: Account, order: Order): void {
    this.#refuseTriggered(order);
    const taking = this.#taking(order);
    this.#refuseTakingMaker(order, taking);
    this.#ledger(account).reserve(order, taking);
    this.#ordersOf(account).set(order.id, order);
    this.#open.set(order, account);
    this.#emit(account, order, 'NEW');
    this.#execute(account, order, taking);
  }

  #newOrder(request: OrderRequest, listId: number): Order {
    const id = ++this.#lastOrderId;
    const time = this.#now();
    return {
      ...request,
      isUnfunded: request.isUnfunded ?? false,
      isWaiting: request.trigger !== undefined,
      listId,
      clientOrderId: request.clientOrderId === '' ? `paper-${id}` : request.clientOrderId,
      id,
      time,
      updateTime: time,
      filled: ZERO,
      quoteFilled: ZERO,
      status: 'NEW',
      trades: [],
    };
  }

  #taking(order: Order): Execution[] {
    const { market, side, type, price, timeInForce, isWaiting } = order;
    if (isWaiting) {
      return [];
    }
    const limit = type === 'MARKET' ? undefined : price;
    const executions = take(this.prices.quote(market.symbol), side, remaining(order), limit);
    const incomplete = total(executions).qty.lt(remaining(order));
    return timeInForce === 'FOK' && incomplete ? [] : executions;
  }

  #refuseTriggered({ trigger, market }: Order): void {
    if (trigger !== undefined && isTriggered(trigger, this.prices.quote(market.symbol).price)) {
      throw this.name === 'spot'
        ? new Refusal(-2010, 'Stop price would trigger immediately.')
        : new Refusal(-2021, 'Order would immediately trigger.');
    }
  }

  #refuseTakingMaker({ type, timeInForce }: Order, taking: readonly Execution[]): void {
    if (taking.length === 0) {
      return;
    }
    if (type === 'LIMIT_MAKER') {
      throw new Refusal(-2010, 'Order would immediately match and take.');
    }
    if (timeInForce === 'GTX') {
      const text = 'Due to the order could not be executed as maker, it will be rejected.';
      throw new Refusal(-5022, text);
    }
  }

  #execute(account: Account, order: Order, taking: readonly Execution[]): void {
    if (order.isWaiting) {
      return;
    }
    for (const execution of order.timeInForce === 'PO' ? [] : taking) {
      this.#fill(account, order, execution, false);
    }
    const rests =
      order.timeInForce === 'PO'
        ? taking.length === 0
        : order.type !== 'MARKET' && ['GTC', 'GTX'].includes(order.timeInForce);
    if (isOpen(order) && !rests) {
      this.#end(account, order, 'EXPIRED');
    }
  }

  #onQuote(quote: Quote): void {
    for (const [order, account] of this.#open) {
      if (order.market !== quote.market || !isOpen(order)) {
        continue;
      }
      if (order.isWaiting) {
        this.#awaitTrigger(account, order, quote);
      } else {
        this.#fillAtQuote(account, order, quote);
      }
    }
  }

  #awaitTrigger(account: Account, order: Order, { price }: Quote): void {
    if (order.trigger === undefined || !isTriggered(order.trigger, price)) {
      return;
    }
    order.isWaiting = false;
    for (const listener of this.#triggerListeners) {
      listener(account, order);
    }
    const ledger = this.#ledger(account);
    ledger.release(order);
    order.isUnfunded = false;
    const taking = this.#taking(order);
    try {
      ledger.reserve(order, taking);
    } catch (error) {
      this.#expireRefused(account, order, error);
      return;
    }
    this.#execute(account, order, taking);
  }

  /** Nothing is set aside for such an order, so that there is nothing to give back either. */
  #expireRefused(account: Account, order: Order, error: unknown): void {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    this.#close(account, order, 'EXPIRED');
  }

  #fillAtQuote(account: Account, order: Order, quote: Quote): void {
    const execution = fillResting(quote, order);
    if (execution === undefined) {
      return;
    }
    const qty = this.#ledger(account).allowed(order, execution.qty);
    if (qty.isZero()) {
      this.#end(account, order, 'EXPIRED');
      return;
    }
    this.#fill(account, order, { price: execution.price, qty }, true);
  }

  #fill(account: Account, order: Order, execution: Execution, maker: boolean): void {
    const ledger = this.#ledger(account);
    const settlement = ledger.settle(order, execution, maker);
    order.filled = order.filled.add(execution.qty);
    order.quoteFilled = order.quoteFilled.add(execution.price.mul(execution.qty));
    order.status = remaining(order).isZero() ? 'FILLED' : 'PARTIALLY_FILLED';
    order.updateTime = this.#now();
    const trade: Trade = {
      ...settlement,
      ...execution,
      id: ++this.#lastTradeId,
      orderId: order.id,
      symbol: order.market.symbol,
      side: order.side,
      maker,
      time: order.updateTime,
    };
    order.trades.push(trade);
    if (order.status === 'FILLED') {
      ledger.release(order);
      this.#open.delete(order);
    }
    this.#emit(account, order, 'TRADE', trade);
  }

  #end(account: Account, order: Order, status: 'CANCELED' | 'EXPIRED'): void {
    if (order.status !== 'PENDING_NEW') {
      this.#ledger(account).release(order);
    }
    this.#close(account, order, status);
  }

  #close(account: Account, order: Order, status: 'CANCELED' | 'EXPIRED'): void {
    this.#open.delete(order);
    order.status = status;
    order.updateTime = this.#now();
    this.#emit(account, order, status);
  }

  #find(account: Account, symbol: string, ref: OrderRef): Order | undefined {
    const orders = this.#ordersOf(account);
    const found =
      ref.orderId === undefined
        ? [...orders.values()].reverse().find((order) => order.clientOrderId === ref.clientOrderId)
        : orders.get(dec(ref.orderId).toNumber());
    return found?.market.symbol === symbol ? found : undefined;
  }

  #ordersOf(account: Account): Map<number, Order> {
    let orders = this.#orders.get(account);
    if (orders === undefined) {
      orders = new Map();
      this.#orders.set(account, orders);
    }
    return orders;
  }

  #ledger(account: Account): Ledger {
    return this.name === 'spot' ? account.spot : account.usdm;
  }

  #emit(account: Account, order: Order, type: ExecutionType, trade?: Trade): void {
    for (const listener of this.#listeners) {
      listener({ venue: this.name, account, order, type, trade });
    }
  }
}
