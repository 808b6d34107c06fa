import type { OrderEvent } from '../../../lib/collector/order-event.js';
import { UNKNOWN_LABEL } from '../../../lib/metrics/attributes.js';
import { marketKey } from '../../core/account/market-key.js';
import { orderTypeLabel, sideLabel } from '../../core/orders/order-labels.js';
import { nativeSymbolLabel } from '../../core/orders/symbol-label.js';
import { RecentMap } from '../../core/recent-map.js';

type Labels = Pick<OrderEvent, 'symbol' | 'side' | 'type'>;

/** What is read of an order, in either spelling of its fields. */
export interface KnownOrder {
  readonly id?: unknown;
  readonly client_order_id?: unknown;
  readonly clientOrderId?: unknown;
  readonly symbol?: unknown;
  readonly side?: unknown;
  readonly type?: unknown;
  readonly order_class?: unknown;
  readonly orderClass?: unknown;
}

const REMEMBERED_ORDERS = 10_000;
const REMEMBERED_SYMBOLS = 1_000;

/**
 * What the bot's orders were about. A change names its order by nothing but an id, and a position of
 * crypto is closed without the slash that its orders have.
 */
export class OrderMemory {
  readonly #orders = new RecentMap<Labels>(REMEMBERED_ORDERS);
  readonly #clientIds = new RecentMap<true>(REMEMBERED_ORDERS);
  readonly #spellings = new RecentMap<string>(REMEMBERED_SYMBOLS);

  /** An order was told, by an answer or by the stream. */
  remember(order: unknown): void {
    const { id } = (order ?? {}) as KnownOrder;
    const labels = labelsOf(order);
    if (labels.symbol.includes('/')) {
      this.#spellings.set(marketKey(labels.symbol), labels.symbol);
    }
    if (typeof id === 'string') this.#orders.set(id, labels);
    const clientId = clientIdOf(order);
    if (clientId !== undefined) this.#clientIds.set(clientId, true);
  }

  /** Whether the exchange has told of an order that the bot gave this id of its own. */
  isTold(clientId: string): boolean {
    return this.#clientIds.has(clientId);
  }

  /** What an order is about; all unknown where the bot placed it before this process. */
  labels(id: unknown): Labels {
    const labels = typeof id === 'string' ? this.#orders.get(id) : undefined;
    return labels ?? { symbol: UNKNOWN_LABEL, side: UNKNOWN_LABEL, type: UNKNOWN_LABEL };
  }

  /** A symbol as orders spell it. */
  spelled(symbol: unknown): string {
    return nativeSymbolLabel(
      typeof symbol === 'string' ? (this.#spellings.get(marketKey(symbol)) ?? symbol) : symbol,
    );
  }
}

/** The id that the bot gave an order, as it is asked for or told. */
export function clientIdOf(order: unknown): string | undefined {
  const { client_order_id, clientOrderId = client_order_id } = (order ?? {}) as KnownOrder;
  return typeof clientOrderId === 'string' ? clientOrderId : undefined;
}

/** The labels of an order as it is asked for or told. Both halves of an OCO are one order. */
export function labelsOf(order: unknown): Labels {
  const { symbol, side, type, order_class, orderClass } = (order ?? {}) as KnownOrder;
  const isOco = (order_class ?? orderClass) === 'oco';
  return {
    symbol: nativeSymbolLabel(symbol),
    side: sideLabel(side),
    type: isOco ? 'oco' : orderTypeLabel(type),
  };
}
