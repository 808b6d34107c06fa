import type { ExchangeInstrumentationConfig } from '../core/exchange-instrumentation.js';
import { fieldsOf } from '../core/fields.js';
import type { SieblyClient } from '../siebly/index.js';
import { SieblyInstrumentation } from '../siebly/index.js';
import { readFills, readPositions, serverTime } from './account.js';
import { ANSWERS } from './answers.js';
import { REST_ORDERS } from './methods.js';
import { SOCKETS } from './streams.js';

/** The versions of `okx-api` that this instrumentation was built for. */
export const OKX_API_VERSIONS = ['>=3.0.5 <4'];

const OKX_API: SieblyClient = {
  module: 'okx-api',
  versions: OKX_API_VERSIONS,
  rest: {
    RestClient: {
      exchange: 'okx',
      orders: REST_ORDERS,
      answers: { getFills: readFills, getFillsHistory: readFills, getPositions: readPositions },
      times: { getServerTime: serverTime },
    },
  },
  sockets: { WebsocketClient: SOCKETS },
  answers: ANSWERS,
  identity: ({ options }) => [options?.['apiKey'] ?? firstKey(options?.['accounts'])],
};

/** A socket may be logged in to several accounts; what it tells counts for the first. */
function firstKey(accounts: unknown): unknown {
  return Array.isArray(accounts) ? fieldsOf(accounts[0])['apiKey'] : undefined;
}

/**
 * Wraps `okx-api` (V5 REST, channels, orders over WebSocket): orders, failures, execution time,
 * connection, fills, positions and P&L. Removable with `disable()`.
 *
 * @example
 * new NodeSDK({ instrumentations: [new OkxApiInstrumentation()], views: genesisViews(), … });
 */
export class OkxApiInstrumentation extends SieblyInstrumentation {
  constructor(config: ExchangeInstrumentationConfig = {}) {
    super('okx-api', config);
  }

  protected override get table(): SieblyClient {
    return OKX_API;
  }
}
