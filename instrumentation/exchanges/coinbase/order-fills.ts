import { RecentKeys } from '../../../lib/collector/recent-keys.js';
import type { FillEvent } from '../../core/account/fill-book.js';
import type { ExchangeWatch } from '../../core/exchange-watch.js';
import type { Fields } from '../../core/fields.js';
import { orderIdsIn } from '../../core/orders/order-ids.js';
import { sideLabel } from '../../core/orders/order-labels.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';

const REMEMBERED_ORDERS = 10_000;
const REMEMBERED_TRADES = 50_000;
/** More fills than this between two messages are no fills. */
const MOST_AT_ONCE = 1_000;

/**
 * The fills of an account's orders. The user channel tells how many fills an order has had and no
 * trade ids, the list of fills has ids: what is counted is how many fills of an order are known, from
 * whichever of the two, so that a bot that uses both counts each once.
 */
export class OrderFills {
  /** Known fills by order, the orders longest unheard of first. */
  readonly #known = new Map<string, number>();
  /** Fills by order that the list has told. */
  readonly #listed = new Map<string, number>();
  readonly #trades = new RecentKeys(REMEMBERED_TRADES);

  /** @param time when the message was sent, in milliseconds since the epoch */
  ofUpdate(order: Fields, time: number): FillEvent[] {
    return this.#upTo(order, Number(order['number_of_fills']), time);
  }

  /**
   * Orders that are open when a bot subscribes. The fills of one that nobody heard of before are as
   * old as the order may be, and for orders from before this process that is history.
   */
  ofSnapshot(order: Fields, time: number): FillEvent[] {
    const created = Date.parse(String(order['creation_time']));
    const isNews = this.#known.has(String(order['order_id']));
    const asOf = isNews || Number.isNaN(created) ? time : created;
    return this.#upTo(order, Number(order['number_of_fills']), asOf);
  }

  /** One line of the list of fills. */
  ofTrade(trade: Fields): FillEvent[] {
    const { order_id, trade_id, trade_time } = trade;
    if (!this.#trades.add(String(trade_id))) return [];
    const listed = (this.#listed.get(String(order_id)) ?? 0) + 1;
    remember(this.#listed, String(order_id), listed);
    return this.#upTo(trade, listed, Date.parse(String(trade_time)));
  }

  #upTo(told: Fields, total: number, time: number): FillEvent[] {
    const id = String(told['order_id']);
    const before = this.#known.get(id) ?? 0;
    if (!(total > before) || total - before > MOST_AT_ONCE) {
      remember(this.#known, id, before);
      return [];
    }
    remember(this.#known, id, total);
    const symbol = nativeSymbolLabel(told['product_id']);
    const side = sideLabel(told['order_side'] ?? told['side']);
    return Array.from({ length: total - before }, (_, index) => ({
      id: `${id}/${before + index + 1}`,
      symbol,
      side,
      time,
      order: () => orderIdsIn(told),
    }));
  }
}

function remember(orders: Map<string, number>, id: string, count: number): void {
  orders.delete(id);
  orders.set(id, count);
  const [oldest] = orders.keys();
  if (orders.size > REMEMBERED_ORDERS && oldest !== undefined) orders.delete(oldest);
}

const books = new WeakMap<ExchangeWatch, Map<string, OrderFills>>();

/** The fills of an account, whichever of its clients tells of them. */
export function orderFillsOf(watch: ExchangeWatch, accountKey: string): OrderFills {
  const byAccount = books.get(watch) ?? new Map<string, OrderFills>();
  books.set(watch, byAccount);
  const fills = byAccount.get(accountKey) ?? new OrderFills();
  byAccount.set(accountKey, fills);
  return fills;
}
