import type { InstrumentationConfig } from '@opentelemetry/instrumentation';
import type { SieblyClient } from '../siebly/index.js';
import { SieblyInstrumentation } from '../siebly/index.js';
import { readExchangeInfo, readPositions, readPositionsOf, readTrades } from './account.js';
import { REST_ANSWERS, SOCKET_ANSWERS } from './answers.js';
import { FUTURES_ORDERS, MAIN_ORDERS, PORTFOLIO_ORDERS } from './methods.js';
import { SOCKETS } from './streams.js';

/** The versions of `binance` that this instrumentation was built for. */
export const BINANCE_VERSIONS = ['>=3.0.0 <4'];

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
      answers: {
        getAccountTradeList: readTrades,
        queryMarginAccountTradeList: readTrades,
        getExchangeInfo: readExchangeInfo('/api/v3/exchangeInfo'),
      },
      times: TIMES,
    },
    USDMClient: {
      exchange: 'binanceusdm',
      orders: FUTURES_ORDERS,
      answers: {
        getAccountTrades: readTrades,
        getPositions: readPositions,
        getPositionsV3: readPositions,
        getExchangeInfo: readExchangeInfo('/fapi/v1/exchangeInfo'),
      },
      times: TIMES,
    },
    CoinMClient: {
      exchange: 'binancecoinm',
      orders: FUTURES_ORDERS,
      answers: {
        getAccountTrades: readTrades,
        getPositions: readPositions,
        getExchangeInfo: readExchangeInfo('/dapi/v1/exchangeInfo'),
      },
      times: TIMES,
    },
    PortfolioClient: {
      exchange: 'binance',
      orders: PORTFOLIO_ORDERS,
      answers: {
        getUMTrades: readTrades,
        getCMTrades: readTrades,
        getMarginTrades: readTrades,
        getUMPosition: readPositionsOf('um'),
        getCMPosition: readPositionsOf('cm'),
      },
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
  constructor(config: InstrumentationConfig = {}) {
    super('binance', config);
  }

  protected override get table(): SieblyClient {
    return BINANCE;
  }
}
