import {
  ALPACA_LEGACY_VERSIONS,
  ALPACA_VERSIONS,
  BINANCE_API_NODE_VERSIONS,
  BINANCE_CONNECTOR_VERSIONS,
  BINANCE_SPOT_VERSIONS,
  BINANCE_VERSIONS,
  BITGET_VERSIONS,
  BITMART_API_VERSIONS,
  BYBIT_API_VERSIONS,
  CCXT_VERSIONS,
  COINBASE_API_VERSIONS,
  GATE_VERSIONS,
  NODE_BINANCE_API_VERSIONS,
  OKX_API_VERSIONS,
  WS_VERSIONS,
} from '../../instrumentation/index.js';

/** What a client can tell, in the order of the table's columns. */
export const SIGNALS = [
  'orders, failures, execution time',
  'fills',
  'positions',
  'realized P&L',
  'message latency',
  'round trip',
  'connection',
  'rate limits',
  'clock offset',
] as const;
export type Signal = (typeof SIGNALS)[number];

/** One client's row of `docs/exchange-clients.md`. */
export interface ClientSignals {
  readonly package: string;
  /** The range that its instrumentation is built for. */
  readonly supported: readonly string[];
  /** The modules whose loading is hooked; by default the package itself. */
  readonly modules?: readonly string[];
  /** `yes`, `no`, or where it comes from. */
  readonly signals: Readonly<Record<Signal, string>>;
}

export const CLIENT_SIGNALS: readonly ClientSignals[] = [
  {
    package: 'ccxt',
    supported: CCXT_VERSIONS,
    signals: {
      'orders, failures, execution time': 'REST and WebSocket, all exchange classes',
      fills: 'order answers, private streams, `fetchMyTrades`',
      positions: '`fetchPositions`, `watchPositions`',
      'realized P&L': 'where the exchange tells it with the fill',
      'message latency': 'yes',
      'round trip': 'yes',
      connection: 'yes',
      'rate limits': 'headers; elsewhere ccxt’s own budget',
      'clock offset': '`fetchTime`',
    },
  },
  {
    package: 'binance',
    supported: BINANCE_VERSIONS,
    signals: {
      'orders, failures, execution time':
        'REST (spot, margin, USD-M, COIN-M, Portfolio Margin) and WebSocket',
      fills: 'full order answers, user data streams, trade queries',
      positions: 'user data streams, position and account queries',
      'realized P&L': 'with the fill, before fees; none for spot and coin-margined markets',
      'message latency': 'yes',
      'round trip': 'yes',
      connection: 'yes',
      'rate limits': 'headers of REST, answers over WebSocket',
      'clock offset': '`getServerTime`',
    },
  },
  {
    package: 'node-binance-api',
    supported: NODE_BINANCE_API_VERSIONS,
    signals: {
      'orders, failures, execution time': 'REST (spot, margin, USD-M, COIN-M)',
      fills: 'order answers, user data streams, trade queries',
      positions: 'user data streams, position and account queries',
      'realized P&L': 'with the fill, before fees; none for spot and coin-margined markets',
      'message latency': 'through `ws`',
      'round trip': 'through `ws`',
      connection: 'by REST answers, and through `ws`',
      'rate limits': 'headers',
      'clock offset': '`time`, `futuresTime`',
    },
  },
  {
    package: 'binance-api-node',
    supported: BINANCE_API_NODE_VERSIONS,
    signals: {
      'orders, failures, execution time': 'REST (spot, margin, USD-M, COIN-M, Portfolio Margin)',
      fills: 'order answers, user data streams, trade queries',
      positions: 'user data streams, position and account queries',
      'realized P&L': 'with the fill, before fees; none for spot and coin-margined markets',
      'message latency': 'through `ws`',
      'round trip': 'through `ws`',
      connection: 'by REST answers, and through `ws`',
      'rate limits': 'headers',
      'clock offset': '`time`, `futuresTime`',
    },
  },
  {
    package: '@binance/connector',
    supported: BINANCE_CONNECTOR_VERSIONS,
    signals: {
      'orders, failures, execution time': 'REST (spot, margin) and WebSocket',
      fills: 'order answers, user data streams, trade queries',
      positions: 'no, for it knows no futures',
      'realized P&L': 'no',
      'message latency': 'through `ws`',
      'round trip': 'through `ws`',
      connection: 'by REST answers, and through `ws`',
      'rate limits': 'headers of REST, answers over WebSocket',
      'clock offset': '`time`',
    },
  },
  {
    package: '@binance/spot',
    supported: BINANCE_SPOT_VERSIONS,
    modules: ['@binance/common'],
    signals: {
      'orders, failures, execution time': 'REST and WebSocket, of its sisters too',
      fills: 'order answers, user data streams, trade queries',
      positions: 'of its sisters for futures: user data streams, position and account queries',
      'realized P&L': 'with the fill, before fees; none for spot and coin-margined markets',
      'message latency': 'through `ws`',
      'round trip': 'through `ws`',
      connection: 'by REST answers, and through `ws`',
      'rate limits': 'headers of REST, answers over WebSocket',
      'clock offset': '`time` and `checkServerTime`',
    },
  },
  {
    package: 'bitget-api',
    supported: BITGET_VERSIONS,
    signals: {
      'orders, failures, execution time': 'REST V2 (spot, futures, margin) and V3, WebSocket of V3',
      fills: '`fill` and `orders` streams, fill queries',
      positions: 'streams, position queries',
      'realized P&L': 'with the fill, before fees; none for spot and coin-margined markets',
      'message latency': 'yes',
      'round trip': 'yes',
      connection: 'yes',
      'rate limits': 'headers, of REST only',
      'clock offset': '`getServerTime`',
    },
  },
  {
    package: 'gateio-api',
    supported: GATE_VERSIONS,
    signals: {
      'orders, failures, execution time': 'REST (spot, futures, delivery, options) and WebSocket',
      fills: '`*.usertrades` streams, trade queries',
      positions: '`futures.positions` stream, position queries',
      'realized P&L': 'with the position, after fees and funding, from its second news on',
      'message latency': 'yes',
      'round trip': 'yes',
      connection: 'yes',
      'rate limits': 'headers of REST, answers over WebSocket',
      'clock offset': '`getServerTime`',
    },
  },
  {
    package: 'coinbase-api',
    supported: COINBASE_API_VERSIONS,
    signals: {
      'orders, failures, execution time':
        'REST of Advanced Trade, Exchange, International and Prime',
      fills: '`user` channel, `getFills`; Advanced Trade and Exchange',
      positions: '`user` channel where Coinbase tells them there, position queries',
      'realized P&L': 'no',
      'message latency': 'yes',
      'round trip': 'yes',
      connection: 'yes',
      'rate limits': 'no',
      'clock offset': '`getServerTime` of Advanced Trade',
    },
  },
  {
    package: 'bitmart-api',
    supported: BITMART_API_VERSIONS,
    signals: {
      'orders, failures, execution time': 'REST (spot, margin, futures)',
      fills: '`spot/user/order`, `spot/user/orders`, `futures/order`, trade queries',
      positions: '`futures/position`, position queries',
      'realized P&L': '`getFuturesAccountTrades`; none for coin-margined markets',
      'message latency': 'yes, but for `futures/ticker`',
      'round trip': 'yes',
      connection: 'yes',
      'rate limits': 'headers',
      'clock offset': '`getSystemTime`',
    },
  },
  {
    package: 'bybit-api',
    supported: BYBIT_API_VERSIONS,
    signals: {
      'orders, failures, execution time': '`RestClientV5`, order API over WebSocket',
      fills: '`execution` topics, `getExecutionList`',
      positions: '`position` topic, `getPositionInfo`',
      'realized P&L': '`execution` topic, not spot or inverse',
      'message latency': 'yes',
      'round trip': 'yes',
      connection: 'yes',
      'rate limits': 'headers, answers of the order API',
      'clock offset': '`getServerTime`',
    },
  },
  {
    package: 'okx-api',
    supported: OKX_API_VERSIONS,
    signals: {
      'orders, failures, execution time': '`RestClient`, order API over WebSocket',
      fills: '`orders` and `fills` channels, `getFills`, `getFillsHistory`',
      positions: '`positions` channel, `getPositions`',
      'realized P&L': 'with each fill, not spot or coin-margined',
      'message latency': 'yes',
      'round trip': 'yes',
      connection: 'yes',
      'rate limits': 'no: OKX tells none',
      'clock offset': '`getServerTime`',
    },
  },
  {
    package: '@alpacahq/alpaca-trade-api',
    supported: [...ALPACA_LEGACY_VERSIONS, ...ALPACA_VERSIONS],
    modules: ['@alpacahq/alpaca-trade-api', '@alpacahq/alpaca-trade-api/rest'],
    signals: {
      'orders, failures, execution time': 'REST',
      fills: '`trade_updates` stream, `getAccountActivities`',
      positions: '`trade_updates` stream, position queries',
      'realized P&L': 'no',
      'message latency': 'yes, but for bars',
      'round trip': 'yes; of 3.x on price streams only',
      connection: 'yes',
      'rate limits': 'headers',
      'clock offset': '`getClock`; of 4.x `legacyClock` and `clock`',
    },
  },
  {
    package: 'ws',
    supported: WS_VERSIONS,
    signals: {
      'orders, failures, execution time': 'no',
      fills: 'no',
      positions: 'no',
      'realized P&L': 'no',
      'message latency': 'of JSON messages that tell a time',
      'round trip': 'yes',
      connection: 'yes',
      'rate limits': 'no',
      'clock offset': 'no',
    },
  },
];
