import type { Core } from '../../core.js';
import type { Params } from '../../operation.js';
import type { OrderEvent } from '../../venue.js';
import { type Session, SubscriptionBook, type Tick } from '../subscriptions.js';
import { balanceRow, positionRow, positionRows } from './account-views.js';
import { bookRow, tickerRow, tradeRow } from './market-views.js';
import { streamedOrder } from './order-views.js';
import { INSTRUMENTS, type Instrument, instrument } from './words.js';

/** A socket with what it has subscribed to, by the text of each subscription. */
export type OkxSession = Session<Params, { readonly connId: string }>;

function onTick(session: OkxSession, { quote }: Tick): void {
  for (const traded of INSTRUMENTS.filter(({ market }) => market === quote.market)) {
    publish(session, traded);
  }
}

const BOOK_DEPTHS: Readonly<Record<string, number | undefined>> = {
  books: 400,
  books5: 5,
  'bbo-tbt': 1,
};

function publish({ core, socket, subscriptions }: OkxSession, traded: Instrument): void {
  for (const arg of subscriptions.values()) {
    if (arg['instId'] === traded.instId) {
      const message = publicMessage(core, traded, arg['channel'] ?? '');
      if (message !== undefined) {
        socket.send({ arg, ...message });
      }
    }
  }
}

function publicMessage(core: Core, traded: Instrument, channel: string): object | undefined {
  const depth = BOOK_DEPTHS[channel];
  if (depth !== undefined) {
    // Only the full book comes in snapshots and changes; here each one is a snapshot.
    const action = channel === 'books' ? { action: 'snapshot' } : {};
    return { ...action, data: [bookRow(core, traded, depth)] };
  }
  if (channel === 'tickers') {
    return { data: [tickerRow(core, traded)] };
  }
  const prints = channel === 'trades' ? core.tape.of(traded.market.symbol).prints.slice(-1) : [];
  return prints.length === 0 ? undefined : { data: prints.map((print) => tradeRow(traded, print)) };
}

/** What a new subscriber is shown at once: everything that is a state and not an event. */
export function greet({ core, account, socket }: OkxSession, arg: Params): void {
  const { channel = '', instId } = arg;
  const traded = INSTRUMENTS.find((one) => one.instId === instId);
  if (channel === 'positions' && account !== undefined) {
    const data = positionRows(core, account, () => true);
    socket.send({ arg, eventType: 'snapshot', data });
  } else if (channel === 'account' && account !== undefined) {
    socket.send({ arg, eventType: 'snapshot', data: [balanceRow(core, account)] });
  } else if (traded !== undefined && channel !== 'trades') {
    const message = publicMessage(core, traded, channel);
    if (message !== undefined) socket.send({ arg, ...message });
  }
}

function onOrder({ core, socket, subscriptions }: OkxSession, event: OrderEvent): void {
  const { venue, account, order, trade } = event;
  const traded = instrument(venue, order.market);
  const tell = (channel: string, row: () => object): void => {
    for (const arg of subscriptions.values()) {
      if (arg['channel'] === channel && covers(arg, traded)) {
        socket.send({ arg, data: [row()] });
      }
    }
  };
  tell('orders', () => streamedOrder(venue, order, trade));
  if (trade === undefined) {
    return;
  }
  if (venue === 'usdm') {
    tell('positions', () => positionRow(core, account, order.market.symbol));
  }
  tell('account', () => balanceRow(core, account));
}

const covers = ({ instType, instId }: Params, traded: Instrument): boolean =>
  (instType === undefined || instType === 'ANY' || instType === traded.instType) &&
  (instId === undefined || instId === traded.instId);

export const streams = new SubscriptionBook<Params, { readonly connId: string }>({
  onOrder,
  onTick,
});
