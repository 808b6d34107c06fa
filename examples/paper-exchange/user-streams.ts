import type { Account } from './accounts.js';
import type { Connection } from './connection.js';
import type { Core } from './core.js';
import type { Venue } from './markets.js';
import {
  accountUpdate,
  algoUpdate,
  executionReport,
  listStatus,
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
  const tell = (venue: Venue, account: Account, messages: readonly object[]): void => {
    for (const connection of connections) {
      deliver(connection, venue, account, messages);
    }
  };
  core.onOrderEvent((event) => tell(event.venue, event.account, eventsOf(event, core.time())));
  core.lists.onChange((list) => tell('spot', list.account, [listStatus(list, core.time())]));
  core.algos.onChange((algo) => tell('usdm', algo.account, [algoUpdate(algo, core.time())]));
}

/** On the WebSocket API events come wrapped, with the number of their subscription. */
function deliver(
  connection: Connection,
  venue: Venue,
  account: Account,
  messages: readonly object[],
): void {
  const { endpoint } = connection;
  if (!endpoint.portfolio && endpoint.venue !== venue) {
    return;
  }
  const wrapped = endpoint.channel === 'api';
  for (const [subscriptionId, owner] of connection.userData) {
    for (const event of owner === account ? messages : []) {
      connection.send(wrapped ? { subscriptionId, event } : labelled(event, connection, venue));
    }
  }
}

/** A Portfolio Margin stream has the events of both venues, and says which the futures ones are. */
const labelled = (event: object, { endpoint }: Connection, venue: Venue): object =>
  endpoint.portfolio && venue === 'usdm' ? { ...event, fs: 'UM' } : event;
