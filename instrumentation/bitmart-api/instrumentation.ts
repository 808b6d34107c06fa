import type { InstrumentationConfig } from '@opentelemetry/instrumentation';
import { fieldsOf } from '../core/fields.js';
import type { RestClass, SieblyClient } from '../siebly/index.js';
import { SieblyInstrumentation } from '../siebly/index.js';
import { readFuturesTrades, readPositions, readSpotTrades } from './account.js';
import { ANSWERS } from './answers.js';
import { FUTURES_ORDERS, REST_ORDERS } from './methods.js';
import { SOCKETS } from './streams.js';

/** The versions of `bitmart-api` that this instrumentation was built for. */
export const BITMART_API_VERSIONS = ['>=2.0.0 <3'];

/** `getSystemTime()` gives milliseconds since the epoch. */
function systemTime(answer: unknown): number | undefined {
  const time = Number(fieldsOf(fieldsOf(answer)['data'])['server_time']);
  return time > 0 ? time : undefined;
}

const FUTURES: Pick<RestClass, 'exchange' | 'answers' | 'times'> = {
  exchange: 'bitmart',
  answers: {
    getFuturesAccountTrades: readFuturesTrades,
    getFuturesAccountPositions: readPositions,
    getFuturesAccountPositionsV2: readPositions,
    getPositionRiskDetails: readPositions,
  },
  times: { getSystemTime: systemTime },
};

const BITMART: SieblyClient = {
  module: 'bitmart-api',
  versions: BITMART_API_VERSIONS,
  rest: {
    RestClient: {
      ...FUTURES,
      orders: REST_ORDERS,
      answers: {
        ...FUTURES.answers,
        getSpotAccountTradesV4: readSpotTrades,
        getSpotAccountOrderTradesV4: readSpotTrades,
      },
    },
    FuturesClientV2: { ...FUTURES, orders: FUTURES_ORDERS },
  },
  sockets: { WebsocketClient: SOCKETS },
  answers: ANSWERS,
  identity: (client) => ['apiKey' in client ? client.apiKey : client.options?.['apiKey']],
};

/**
 * Wraps `bitmart-api` (spot, margin, futures; REST and streams): orders, failures, execution time,
 * connection, rate limits, fills, positions and P&L. Removable with `disable()`.
 *
 * @example
 * new NodeSDK({ instrumentations: [new BitmartApiInstrumentation()], views: genesisViews(), … });
 */
export class BitmartApiInstrumentation extends SieblyInstrumentation {
  constructor(config: InstrumentationConfig = {}) {
    super('bitmart-api', config);
  }

  protected override get table(): SieblyClient {
    return BITMART;
  }
}
