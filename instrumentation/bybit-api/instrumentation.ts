import type { ExchangeInstrumentationConfig } from '../core/exchange-instrumentation.js';
import type { SieblyClient } from '../siebly/index.js';
import { SieblyInstrumentation } from '../siebly/index.js';
import { readExecutions, readPositions, serverTime } from './account.js';
import { ANSWERS } from './answers.js';
import { REST_ORDERS } from './methods.js';
import { SOCKETS } from './streams.js';

/** The versions of `bybit-api` that this instrumentation was built for. */
export const BYBIT_API_VERSIONS = ['>=4.0.0 <5'];

const BYBIT_API: SieblyClient = {
  module: 'bybit-api',
  versions: BYBIT_API_VERSIONS,
  rest: {
    RestClientV5: {
      exchange: 'bybit',
      orders: REST_ORDERS,
      answers: { getExecutionList: readExecutions, getPositionInfo: readPositions },
      times: { getServerTime: serverTime },
    },
  },
  sockets: { WebsocketClient: SOCKETS },
  answers: ANSWERS,
  identity: ({ options }) => [options?.['key']],
};

/**
 * Wraps `bybit-api` (V5 REST, streams, orders over WebSocket): orders, failures, execution time,
 * connection, rate limits, fills, positions and P&L. Removable with `disable()`.
 *
 * @example
 * new NodeSDK({ instrumentations: [new BybitApiInstrumentation()], views: genesisViews(), … });
 */
export class BybitApiInstrumentation extends SieblyInstrumentation {
  constructor(config: ExchangeInstrumentationConfig = {}) {
    super('bybit-api', config);
  }

  protected override get table(): SieblyClient {
    return BYBIT_API;
  }
}
