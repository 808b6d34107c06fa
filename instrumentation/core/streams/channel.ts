/** Channels as labels: the few kinds of stream that every exchange has, whatever it calls them. */
const CHANNELS: Readonly<Record<string, string>> = {
  trade: 'trades',
  trades: 'trades',
  aggtrade: 'trades',
  publictrade: 'trades',
  market_trades: 'trades',
  match: 'trades',
  matches: 'trades',
  depthupdate: 'orderbook',
  orderbook: 'orderbook',
  book: 'orderbook',
  books: 'orderbook',
  order_book: 'orderbook',
  order_book_update: 'orderbook',
  obu: 'orderbook',
  level: 'orderbook',
  '24hrticker': 'ticker',
  '24hrminiticker': 'ticker',
  ticker: 'ticker',
  tickers: 'ticker',
  bookticker: 'ticker',
  book_ticker: 'ticker',
  kline: 'candles',
  candle: 'candles',
  candlesticks: 'candles',
  markpriceupdate: 'mark_price',
  executionreport: 'orders',
  order_trade_update: 'orders',
  order: 'orders',
  orders: 'orders',
  execution: 'fills',
  fill: 'fills',
  usertrades: 'fills',
  outboundaccountposition: 'balance',
  balanceupdate: 'balance',
  account_update: 'account',
  wallet: 'balance',
  account: 'balance',
  balances: 'balance',
  position: 'positions',
  positions: 'positions',
};

interface Named {
  readonly e?: unknown;
  readonly channel?: unknown;
  readonly topic?: unknown;
  readonly arg?: { readonly channel?: unknown; readonly topic?: unknown };
  readonly event?: unknown;
}

/** The channel that a parsed WebSocket message came through; undefined where it is not known. */
export function channelOf(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { e, channel, topic, arg, event } = message as Named;
  const name =
    e ?? channel ?? topic ?? arg?.channel ?? arg?.topic ?? (event as Named | null | undefined)?.e;
  return typeof name === 'string' ? channelLabel(name) : undefined;
}

/** Names hold symbols, of which a bot follows so many. */
const REMEMBERED_NAMES = 2_000;
const remembered = new Map<string, string>();

/** The label of a channel by the exchange's name for it; undefined where it is not known. */
export function channelLabel(name: string): string | undefined {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const found = channelNamed(name);
  if (found !== undefined && remembered.size < REMEMBERED_NAMES) remembered.set(name, found);
  return found;
}

function channelNamed(name: string): string | undefined {
  // Topics go on with parameters: `publicTrade.BTCUSDT`, `kline.1.BTCUSDT`, `candle1m`. Gate has the
  // market in front: `spot.usertrades`, `futures.trades`.
  const word = /^(?:spot\.|futures\.)?(\d*[A-Za-z_]+)/.exec(name.slice(0, 40))?.[1]?.toLowerCase();
  return word !== undefined && Object.hasOwn(CHANNELS, word) ? CHANNELS[word] : undefined;
}
