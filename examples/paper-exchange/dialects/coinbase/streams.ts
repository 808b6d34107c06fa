import type { Core } from '../../core.js';
import { Refusal } from '../../errors.js';
import { bookChanges, bookSide } from '../../market-data.js';
import { isOpen } from '../../orders.js';
import type { OrderEvent } from '../../venue.js';
import type { DialectSocket } from '../dialect.js';
import { jsonOf } from '../fields.js';
import { attempt } from '../orders.js';
import { type Session, SubscriptionBook, type Tick } from '../subscriptions.js';
import { userPositions } from './account-views.js';
import { accountOfJwt } from './authentication.js';
import { ticker, trades } from './market-views.js';
import { iso, named, productId } from './names.js';
import { userOrder } from './orders.js';
import { ordersOn } from './trade-tasks.js';

const HEARTBEAT_MS = 1000;

interface Stream {
  heartbeats: NodeJS.Timeout | undefined;
  sequence: number;
}

/** A socket with its channels, each with the products that it is of; with none it is of all. */
type CoinbaseSession = Session<Set<string>, Stream>;

/** Takes a socket of Advanced Trade; public and private channels need no different one here. */
export function serveSocket(core: Core, socket: DialectSocket): void {
  const session = streams.open(core, socket, { heartbeats: undefined, sequence: 0 });
  socket.onText((text) => receive(session, text));
  socket.onClose(() => clearInterval(session.heartbeats));
}

function receive(session: CoinbaseSession, text: string): void {
  const { type, channel, product_ids: ids, jwt } = jsonOf(text);
  const products = Array.isArray(ids) ? ids.map(String) : [];
  if (type === 'unsubscribe') session.subscriptions.delete(String(channel));
  if (type === 'subscribe') subscribe(session, String(channel), products, jwt);
}

function onTick(session: CoinbaseSession, { quote, previous }: Tick): void {
  const { core } = session;
  for (const venue of ['spot', 'usdm'] as const) {
    const id = productId(venue, quote.market);
    if (wants(session, 'ticker', id)) push(session, 'ticker', ticker(quote, id));
    if (wants(session, 'market_trades', id)) {
      const { trades: latest } = trades(core, venue, quote.market, 1);
      push(session, 'market_trades', { type: 'update', trades: latest });
    }
    if (wants(session, 'level2', id)) {
      const side = (key: 'bids' | 'asks') => bookChanges(previous, quote, key);
      const updates = levels(core, side('bids'), side('asks'));
      push(session, 'l2_data', { type: 'update', product_id: id, updates });
    }
  }
}

function onOrder(session: CoinbaseSession, { venue, account, order, trade }: OrderEvent): void {
  if (!wants(session, 'user', productId(venue, order.market))) return;
  const left = venue === 'usdm' && trade !== undefined ? order.market : undefined;
  push(session, 'user', {
    type: 'update',
    orders: [userOrder(venue, order)],
    positions: userPositions(session.core, account, left),
  });
}

const streams = new SubscriptionBook<Set<string>, Stream>({ onOrder, onTick });

function subscribe(
  session: CoinbaseSession,
  channel: string,
  products: readonly string[],
  jwt: unknown,
): void {
  if (channel === 'user' && !logOn(session, jwt)) return;
  const { subscriptions } = session;
  subscriptions.set(channel, new Set([...(subscriptions.get(channel) ?? []), ...products]));
  const told = Object.fromEntries([...subscriptions].map(([k, v]) => [k, [...v]]));
  push(session, 'subscriptions', { subscriptions: told });
  greet(session, channel, products);
}

function logOn(session: CoinbaseSession, jwt: unknown): boolean {
  const account = attempt(() => accountOfJwt(session.core, jwt));
  if (account instanceof Refusal) {
    session.socket.send({ type: 'error', message: 'authentication failure' });
    return false;
  }
  session.account = account;
  return true;
}

/** What a channel sends before anything changes. */
function greet(session: CoinbaseSession, channel: string, products: readonly string[]): void {
  if (channel === 'heartbeats') startHeartbeats(session);
  if (channel === 'user') sendOpenOrders(session);
  for (const product of channel === 'level2' ? products : []) sendBook(session, product);
}

function startHeartbeats(session: CoinbaseSession): void {
  let heartbeat_counter = 0;
  const beat = () => {
    heartbeat_counter += 1;
    push(session, 'heartbeats', { current_time: iso(session.core.time()), heartbeat_counter });
  };
  clearInterval(session.heartbeats);
  session.heartbeats = setInterval(beat, HEARTBEAT_MS).unref();
  beat();
}

function sendOpenOrders(session: CoinbaseSession): void {
  const { core, account } = session;
  if (account === undefined) return;
  const orders = ordersOn(core, account)
    .filter(({ order }) => isOpen(order))
    .map(({ venue, order }) => userOrder(venue, order));
  push(session, 'user', { type: 'snapshot', orders, positions: userPositions(core, account) });
}

function sendBook(session: CoinbaseSession, product_id: string): void {
  const { core } = session;
  const quote = core.prices.quote(named(product_id).symbol);
  const updates = levels(core, bookSide(quote, 'bids', 20), bookSide(quote, 'asks', 20));
  push(session, 'l2_data', { type: 'snapshot', product_id, updates });
}

type Level = ReadonlyArray<string | undefined>;

/** Price levels of both sides, as book messages have them. */
function levels(core: Core, bids: readonly Level[], offers: readonly Level[]) {
  const event_time = iso(core.time());
  const side = (name: string, rows: readonly Level[]) =>
    rows.map(([price_level = '', new_quantity = '']) => ({
      side: name,
      event_time,
      price_level,
      new_quantity,
    }));
  return [...side('bid', bids), ...side('offer', offers)];
}

function wants({ subscriptions }: CoinbaseSession, channel: string, product: string): boolean {
  const products = subscriptions.get(channel);
  return products !== undefined && (products.size === 0 || products.has(product));
}

function push(session: CoinbaseSession, channel: string, event: object): void {
  const timestamp = iso(session.core.time());
  const head = { channel, client_id: '', timestamp, sequence_num: session.sequence++ };
  session.socket.send({ ...head, events: [event] });
}
