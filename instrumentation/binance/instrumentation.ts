import type { ExchangeInstrumentationConfig } from '../core/exchange-instrumentation.js';
import type { SieblyClient } from '../siebly/index.js';
import { SieblyInstrumentation } from '../siebly/index.js';
import { readerOf } from './account.js';
import { REST_ANSWERS, SOCKET_ANSWERS } from './answers.js';
import { FUTURES_ORDERS, MAIN_ORDERS, PORTFOLIO_ORDERS } from './methods.js';
import { SOCKETS } from './streams.js';

/** The versions of `binance` that this instrumentation was built for. */
export const BINANCE_VERSIONS = ['>=3.0.2 <4'];

/** `getServerTime()` gives milliseconds since the epoch. */
const TIMES = {
  getServerTime: (time: unknown) => (typeof time === 'number' ? time : undefined),
};

const BINANCE: SieblyClient = {
  module: 'binance',
  versions: BINANCE_VERSIONS,
  rest: {
    MainClient: {
      exchange: 'binance',
      orders: MAIN_ORDERS,
      readerOf,
      times: TIMES,
    },
    USDMClient: {
      exchange: 'binanceusdm',
      orders: FUTURES_ORDERS,
      readerOf,
      times: TIMES,
    },
    CoinMClient: {
      exchange: 'binancecoinm',
      orders: FUTURES_ORDERS,
      readerOf,
      times: TIMES,
    },
    PortfolioClient: {
      exchange: 'binance',
      orders: PORTFOLIO_ORDERS,
      readerOf,
      times: TIMES,
    },
  },
  sockets: { WebsocketClient: SOCKETS },
  answers: REST_ANSWERS,
  socketAnswers: SOCKET_ANSWERS,
  identity: ({ options }) => [options?.['api_key']],
  isUpkeep: (endpoint) => /userDataStream|listenKey|listenToken/i.test(endpoint),
};

/**
 * Wraps `binance` (spot, margin, USD-M, COIN-M, portfolio margin; REST, streams, orders over
 * WebSocket): orders, failures, execution time, connection, rate limits, fills, positions and P&L.
 * Removable with `disable()`.
 *
 * @example
 * new NodeSDK({ instrumentations: [new BinanceInstrumentation()], views: genesisViews(), … });
 */
export class BinanceInstrumentation extends SieblyInstrumentation {
  constructor(config: ExchangeInstrumentationConfig = {}) {
    super('binance', config);
  }

  protected override get table(): SieblyClient {
    return BINANCE;
  }
}
