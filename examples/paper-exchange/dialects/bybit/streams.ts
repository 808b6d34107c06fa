import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { MARKETS, type Venue } from '../../markets.js';
import type { Quote } from '../../prices.js';
import type { OrderEvent } from '../../venue.js';
import type { DialectSocket } from '../dialect.js';
import { Rooms } from '../rooms.js';
import { book, publicTrade, ticker } from './market.js';
import { orderRow, positionRow, streamedExecution, walletRow } from './views.js';
import { categoryOf } from './words.js';

/** A socket on a public or private stream. */
export interface Member {
  readonly socket: DialectSocket;
  /** The venue of a public stream; a private one tells of both. */
  readonly venue: Venue | undefined;
  readonly topics: Set<string>;
  account: Account | undefined;
}

export const rooms = new Rooms<Member>({
  quote: (core, members, quote) => {
    for (const member of members) {
      for (const topic of member.venue === undefined ? [] : member.topics) {
        publish(core, member, topic, quote);
      }
    }
  },
  order: (core, members, event) => {
    for (const member of members) {
      if (member.account === event.account) {
        report(core, member, event);
      }
    }
  },
});

function publish(core: Core, { socket, venue }: Member, topic: string, quote: Quote): void {
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
export function greet(core: Core, member: Member, topic: string): void {
  for (const symbol of topic.startsWith('publicTrade') ? [] : MARKETS.keys()) {
    publish(core, member, topic, core.prices.quote(symbol));
  }
}

/** A topic may name its category: `order` is every order, `order.spot` those on spot. */
function wants({ topics }: Member, topic: string, venue: Venue): boolean {
  return topics.has(topic) || topics.has(`${topic}.${categoryOf(venue)}`);
}

function report(core: Core, member: Member, event: OrderEvent): void {
  const { venue, account, order, trade } = event;
  const tell = (topic: string, row: object): void => {
    if (wants(member, topic, venue)) {
      const creationTime = core.time();
      const id = `${account.id}_${topic}_${creationTime}`;
      member.socket.send({ id, topic, creationTime, data: [row] });
    }
  };
  tell('order', { category: categoryOf(venue), ...orderRow(venue, order) });
  if (trade === undefined) {
    return;
  }
  tell('execution', streamedExecution(venue, order, trade));
  if (venue === 'usdm') {
    tell('position', { category: 'linear', ...positionRow(core, account, order.market.symbol) });
  }
  tell('wallet', walletRow(core, account));
}
