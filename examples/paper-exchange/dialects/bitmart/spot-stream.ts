import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { bookSide } from '../../market-data.js';
import { plain, ZERO } from '../../money.js';
import type { Order } from '../../orders.js';
import type { Quote } from '../../prices.js';
import type { OrderEvent } from '../../venue.js';
import type { DialectSocket } from '../dialect.js';
import { SubscriptionBook, type Tick } from '../subscriptions.js';
import { type BitmartSession, change, type Frame, frameOf, logOn, topicsOf } from './feed.js';
import { nameOf } from './names.js';
import { spotState, spotType } from './order-views.js';

const STATES: Readonly<Record<string, string>> = {
  new: '4',
  partially_filled: '5',
  filled: '6',
  canceled: '8',
  partially_canceled: '12',
};

const ENTRUST: Readonly<Record<string, string>> = { limit_maker: 'LIMIT_MAKER', ioc: 'IOC' };

/** Takes a socket of spot, public or private. */
export function spotSocket(core: Core, socket: DialectSocket): void {
  const session = streams.open(core, socket, {});
  socket.onText((text) => {
    if (text === 'ping') socket.send('pong');
    else receive(session, frameOf(text));
  });
}

function receive(session: BitmartSession, frame: Frame): void {
  if (frame.verb === 'login') {
    const failure = { event: 'error', message: 'Invalid sign', errorCode: 90001 };
    session.socket.send(logOn(session, frame.args) ? { event: 'login' } : failure);
    return;
  }
  change(session, frame, (topic) => ({ event: frame.verb, topic }));
}

const push = ({ socket }: BitmartSession, table: string, row: object): void =>
  socket.send({ table, data: [row] });

function onTick(session: BitmartSession, tick: Tick): void {
  const { core } = session;
  const { quote } = tick;
  const topics = (channel: string) => topicsOf(session, channel, nameOf('spot', quote.market));
  for (const _ of topics('spot/ticker')) push(session, 'spot/ticker', ticker(core, quote));
  for (const _ of topics('spot/trade')) push(session, 'spot/trade', trade(core, tick));
  for (const topic of topics('spot/depth')) {
    push(session, topic.split(':')[0] ?? '', depth(core, quote, topic));
  }
}

function onOrder(session: BitmartSession, event: OrderEvent): void {
  const { core, subscriptions } = session;
  const { venue, account, order } = event;
  if (venue !== 'spot') return;
  const name = nameOf('spot', order.market);
  const told = { ...orderRow(order), ...fillRow(event.trade) };
  if (subscriptions.has(`spot/user/order:${name}`)) push(session, 'spot/user/order', told);
  if (subscriptions.has('spot/user/orders:ALL_SYMBOLS')) push(session, 'spot/user/orders', told);
  if (subscriptions.has('spot/user/balance:BALANCE_UPDATE')) {
    push(session, 'spot/user/balance', balances(core, account, order));
  }
}

const streams = new SubscriptionBook<string>({ onOrder, onTick });

function ticker(core: Core, { market, price, bid, ask }: Quote) {
  const { open, high, low, volume } = core.tape.of(market.symbol);
  return {
    symbol: nameOf('spot', market),
    last_price: plain(price),
    open_24h: plain(open),
    high_24h: plain(high),
    low_24h: plain(low),
    base_volume_24h: plain(volume),
    bid_px: plain(bid),
    bid_sz: plain(market.levelSize),
    ask_px: plain(ask),
    ask_sz: plain(market.levelSize),
    fluctuation: '0',
    ...time(core),
  };
}

const trade = (core: Core, { quote, previous }: Tick) => ({
  symbol: nameOf('spot', quote.market),
  price: plain(quote.price),
  size: plain(quote.tradeQty),
  side: quote.price.lt(previous.price) ? 'sell' : 'buy',
  ...time(core),
});

function depth(core: Core, quote: Quote, topic: string) {
  const levels = Number(/\d+/.exec(topic)?.[0] ?? 20);
  return {
    symbol: nameOf('spot', quote.market),
    asks: bookSide(quote, 'asks', levels),
    bids: bookSide(quote, 'bids', levels),
    ms_t: core.time(),
    ...(topic.includes('increase') ? { type: 'snapshot', version: quote.updateId } : {}),
  };
}

function time(core: Core) {
  const now = core.time();
  return { s_t: Math.floor(now / 1000), ms_t: now };
}

function balances(core: Core, account: Account, { market }: Order) {
  const balance_details = [market.base, market.quote].map((ccy) => {
    const { free, locked } = account.spot.balance(ccy);
    return { ccy, av_bal: plain(free), fz_bal: plain(locked) };
  });
  const event_time = String(core.time());
  return { event_type: 'TRANSACTION_COMPLETED', event_time, balance_details };
}

const orderRow = (order: Order) => ({
  symbol: nameOf('spot', order.market),
  side: order.side.toLowerCase(),
  type: order.type === 'MARKET' ? 'market' : 'limit',
  notional: '',
  size: plain(order.qty),
  ms_t: String(order.time),
  price: plain(order.price),
  filled_notional: plain(order.quoteFilled),
  filled_size: plain(order.filled),
  margin_trading: '0',
  state: STATES[spotState(order)],
  order_id: String(order.id),
  order_type: '0',
  client_order_id: order.clientOrderId,
  create_time: String(order.time),
  update_time: String(order.updateTime),
  order_mode: 'spot',
  entrust_type: ENTRUST[spotType(order)] ?? 'NORMAL',
  order_state: spotState(order),
});

/** The fill that a message tells of, or zeros. */
const fillRow = (trade: OrderEvent['trade']) => ({
  last_fill_price: plain(trade?.price ?? ZERO),
  last_fill_count: plain(trade?.qty ?? ZERO),
  last_fill_time: String(trade?.time ?? 0),
  exec_type: trade?.maker === true ? 'M' : 'T',
  detail_id: trade === undefined ? '' : String(trade.id),
  dealFee: plain(trade?.commission ?? ZERO),
  deal_fee_coin_name: trade?.commissionAsset ?? '',
});
