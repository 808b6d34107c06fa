/** Where the messages of an exchange's streams say what they are, for who does not parse them. */
export interface FrameKeys {
  /** Keys of the event time, the first that a message has counts. */
  readonly time: readonly string[];
  /** Whether the time of the message stands at its end, behind those of its items. */
  readonly isTimeLast?: boolean;
  /** Key of the channel's name. */
  readonly channel: string;
  /** What marks a message whose items happened before anybody listened. */
  readonly snapshot?: string;
}

const BINANCE: FrameKeys = { time: ['E'], channel: 'e' };
const BYBIT: FrameKeys = { time: ['ts'], channel: 'topic' };
const OKX: FrameKeys = { time: ['ts'], channel: 'channel' };
const ORDERLY: FrameKeys = { time: ['ts'], channel: 'topic' };

/** Each line can be checked against the exchange's documentation of its streams. */
const KEYS: Readonly<Record<string, FrameKeys>> = {
  alpaca: { time: ['t', 'timestamp'], channel: 'T' },
  aster: BINANCE,
  binance: BINANCE,
  binancecoinm: BINANCE,
  binanceus: BINANCE,
  binanceusdm: BINANCE,
  bitget: { time: ['ts'], isTimeLast: true, channel: 'channel' },
  bitmart: { time: ['ms_t', 'ts'], channel: 'table' },
  bitmex: { time: ['timestamp'], channel: 'table', snapshot: '"action":"partial"' },
  bitstamp: { time: ['microtimestamp'], channel: 'event' },
  bybit: BYBIT,
  bybiteu: BYBIT,
  bybitid: BYBIT,
  coinbase: { time: ['timestamp'], channel: 'channel' },
  coinbaseexchange: { time: ['time'], channel: 'type' },
  coinbaseinternational: { time: ['time'], channel: 'channel' },
  cryptocom: { time: ['t'], channel: 'channel' },
  deribit: { time: ['timestamp'], channel: 'channel' },
  gate: { time: ['time_ms'], channel: 'channel' },
  gateeu: { time: ['time_ms'], channel: 'channel' },
  hyperliquid: { time: ['time'], channel: 'channel', snapshot: '"isSnapshot":true' },
  kraken: { time: ['timestamp'], channel: 'channel', snapshot: '"type":"snapshot"' },
  krakenfutures: { time: ['time'], channel: 'feed' },
  kucoin: { time: ['ts', 'time'], channel: 'topic' },
  mexc: { time: ['ts', 'sendTime'], channel: 'channel' },
  myokx: OKX,
  okx: OKX,
  okxus: OKX,
  phemex: { time: ['timestamp'], channel: 'type' },
  poloniex: { time: ['ts'], channel: 'channel' },
  upbit: { time: ['timestamp'], channel: 'type' },
  woo: ORDERLY,
  woofipro: ORDERLY,
};

/** For exchanges that have no line of their own. */
const USUAL: FrameKeys = { time: ['E', 'ts', 'timestamp', 'time'], channel: 'channel' };

/** The keys of an exchange, by its id. */
export function frameKeysOf(exchange: string): FrameKeys {
  return KEYS[exchange] ?? USUAL;
}
