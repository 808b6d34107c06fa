import type { Connection } from './connection.js';
import type { Core } from './core.js';
import {
  accountUpdate,
  executionReport,
  orderTradeUpdate,
  outboundAccountPosition,
} from './user-events.js';
import type { OrderEvent } from './venue.js';

function eventsOf(event: OrderEvent, time: number): object[] {
  if (event.venue === 'spot') {
    return [executionReport(event, time), outboundAccountPosition(event, time)];
  }
  const order = orderTradeUpdate(event, time);
  return event.trade === undefined ? [order] : [accountUpdate(event, time), order];
}

/** Tells the owner of an order, and nobody else, what happened to it. */
export function publishOrders(core: Core, connections: Iterable<Connection>): void {
  core.onOrderEvent((event) => {
    const messages = eventsOf(event, core.time());
    for (const connection of connections) {
      if (connection.endpoint.venue === event.venue) {
        deliver(connection, event, messages);
      }
    }
  });
}

/** On the WebSocket API events come wrapped, with the number of their subscription. */
function deliver(connection: Connection, { account }: OrderEvent, messages: object[]): void {
  const wrapped = connection.endpoint.channel === 'api';
  for (const [subscriptionId, owner] of connection.userData) {
    for (const event of owner === account ? messages : []) {
      connection.send(wrapped ? { subscriptionId, event } : event);
    }
  }
}
