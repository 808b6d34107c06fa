import type { Core } from '../../core.js';
import { MARKETS, type Venue } from '../../markets.js';
import type { Quote } from '../../prices.js';
import type { OrderEvent } from '../../venue.js';
import { type Session, SubscriptionBook, type Tick } from '../subscriptions.js';
import { book, publicTrade, ticker } from './market.js';
import { orderRow, positionRow, streamedExecution, walletRow } from './views.js';
import { categoryOf } from './words.js';

interface Stream {
  /** The venue of a public stream; a private one tells of both. */
  readonly venue: Venue | undefined;
  /** Whether it is the order API. */
  readonly trades: boolean;
  readonly connId: string;
}

/** A socket with the names of its topics. */
export type BybitSession = Session<string, Stream>;

function onTick(session: BybitSession, { quote }: Tick): void {
  for (const topic of session.subscriptions.keys()) publish(session, topic, quote);
}

function publish({ core, socket, venue }: BybitSession, topic: string, quote: Quote): void {
  const [channel = '', ...rest] = topic.split('.');
  if (venue === undefined || rest.at(-1) !== quote.market.symbol) {
    return;
  }
  const data = publicData(core, venue, quote, channel, Number(rest[0]));
  if (data !== undefined) {
    const ts = core.time();
    socket.send({
      topic,
      type: 'snapshot',
      ts,
      data,
      ...(channel === 'orderbook' ? { cts: ts } : {}),
    });
  }
}

function publicData(core: Core, venue: Venue, quote: Quote, channel: string, depth: number) {
  const { symbol } = quote.market;
  switch (channel) {
    case 'publicTrade':
      return core.tape
        .of(symbol)
        .prints.slice(-1)
        .map((print) => publicTrade(symbol, print));
    case 'tickers':
      return ticker(core, venue, quote, true);
    case 'orderbook':
      return book(quote, depth);
    default:
      return undefined;
  }
}

/** What a new subscriber is shown at once: everything that is a state and not an event. */
export function greet(session: BybitSession, topic: string): void {
  for (const symbol of topic.startsWith('publicTrade') ? [] : MARKETS.keys()) {
    publish(session, topic, session.core.prices.quote(symbol));
  }
}

function onOrder(session: BybitSession, event: OrderEvent): void {
  const { core, socket, subscriptions } = session;
  const { venue, account, order, trade } = event;
  const category = categoryOf(venue);
  const tell = (topic: string, row: object): void => {
    // A topic may name its category: `order` is every order, `order.spot` those on spot.
    if (subscriptions.has(topic) || subscriptions.has(`${topic}.${category}`)) {
      const creationTime = core.time();
      const id = `${account.id}_${topic}_${creationTime}`;
      socket.send({ id, topic, creationTime, data: [row] });
    }
  };
  tell('order', { category, ...orderRow(venue, order) });
  if (trade === undefined) {
    return;
  }
  tell('execution', streamedExecution(venue, order, trade));
  if (venue === 'usdm') {
    tell('position', { category, ...positionRow(core, account, order.market.symbol) });
  }
  tell('wallet', walletRow(core, account));
}

export const streams = new SubscriptionBook<string, Stream>({ onOrder, onTick });
