import type { OrderOperation } from '../collector/order-event.js';
import type { ORDER_ATTRIBUTES } from './attributes.js';

type AttributeKey = keyof typeof ORDER_ATTRIBUTES;

/** One kind of span that is made of orders. */
export interface SpanDefinition {
  readonly names: readonly string[];
  readonly kind: 'client' | 'internal';
  readonly description: string;
  /** What it always carries. */
  readonly attributes: readonly AttributeKey[];
  /** What it carries where that is known, or asked for. */
  readonly optional: readonly AttributeKey[];
}

/** The span of a fill. */
export const FILL_SPAN = 'order fill';

/** The event of an order's span, where the exchange has the order and says later what became of it. */
export const ACKNOWLEDGED = 'acknowledged';

/** The name of the span of a call, and of that of each order in it. */
export function spanName(operation: OrderOperation, orders: number): string {
  return orders > 1 ? `order ${operation}_batch` : `order ${operation}`;
}

const PLACING = ['create', 'edit', 'close'] as const;
const CALL = ['outcome', 'throttleWait', 'retries'] as const;

/** Every kind of span that is made of orders, once; the table in `docs/traces.md` comes from here. */
export const ORDER_SPANS: readonly SpanDefinition[] = [
  {
    names: PLACING.map((operation) => spanName(operation, 1)),
    kind: 'client',
    description: 'one order, from the bot’s call to the last word of the exchange',
    attributes: ['exchange', 'symbol', 'side', 'type', ...CALL],
    optional: ['errorType', 'id'],
  },
  {
    names: PLACING.map((operation) => spanName(operation, 2)),
    kind: 'client',
    description:
      'a call with several orders; each of them has a span of the kind above below this one, which tells neither wait nor retries',
    attributes: ['exchange', 'count', ...CALL],
    optional: ['errorType'],
  },
  {
    names: [spanName('cancel', 1)],
    kind: 'client',
    description: 'a cancellation, of one order or of many',
    attributes: ['exchange', ...CALL],
    optional: ['errorType'],
  },
  {
    names: [FILL_SPAN],
    kind: 'internal',
    description: 'a fill became known: below the span of its order, and linked to it',
    attributes: ['exchange', 'symbol', 'side'],
    optional: ['id'],
  },
];
