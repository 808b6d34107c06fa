import type { OrderEvent } from '../../lib/collector/order-event.js';
import type { Requester } from '../core/orders/call-context.js';
import type { OrderDialect } from '../core/orders/order-dialect.js';
import { orderTypeLabel, sideLabel } from '../core/orders/order-labels.js';
import type { OrderMethod } from '../core/orders/order-method.js';
import { nativeSymbolLabel } from '../core/orders/symbol-label.js';
import type { NativeOrder, SieblyAnswers, SieblyOrderMethod } from './client-table.js';
import type { SieblyFamily } from './family.js';
import type { SieblyRest, SieblySocket } from './internal-types.js';

type Client = SieblyRest | SieblySocket;

/** An order method of a table as the core wants it. */
export function orderMethod<C extends Client>(
  { operation, orders, isDryRun }: SieblyOrderMethod,
  exchangeOf: (client: C, args: readonly unknown[]) => string,
): OrderMethod<C> {
  return {
    operation,
    orders: (args, client) => {
      const exchange = exchangeOf(client, args);
      return orders(args).map((order) => labelled(order, exchange));
    },
    ...(isDryRun === undefined ? {} : { isDryRun }),
  };
}

function labelled({ symbol, side, type }: NativeOrder, exchange: string): OrderEvent {
  return {
    exchange,
    symbol: nativeSymbolLabel(symbol),
    side: sideLabel(side),
    type: orderTypeLabel(type),
  };
}

/** How the order calls of a client end, by what its table says of its answers. */
export function orderDialect<C extends Client>(
  family: SieblyFamily,
  answers: SieblyAnswers,
  requester: (client: C, args: readonly unknown[]) => Requester,
): OrderDialect<C> {
  return {
    name: family.table.module,
    requester,
    errorType: (error, client) => {
      if (isRefusedForWantOfKey(error, family.table.identity(client))) return 'auth';
      return family.errorType(error, answers);
    },
    failures: answers.failures,
    isAcknowledged: (answer, client, finish) => {
      const id = answers.acknowledged?.(answer);
      if (id !== undefined) family.acknowledged.wait(client, id, finish);
      return id !== undefined;
    },
    ...(answers.refusals === undefined ? {} : { refusals: answers.refusals }),
    answered: (client, answer, request) =>
      answers.answered?.(family.told(client, request.exchange, answer), request),
  };
}

/** A client without a key refuses private calls by itself, with an error that tells only in words. */
function isRefusedForWantOfKey(error: unknown, identity: readonly unknown[]): boolean {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return name === 'Error' && code === undefined && !identity.some(Boolean);
}
