import type { ExchangeInstrumentationConfig } from '../core/exchange-instrumentation.js';
import { fieldsOf } from '../core/fields.js';
import type { RestClass, SieblyClient } from '../siebly/index.js';
import { SieblyInstrumentation } from '../siebly/index.js';
import { readFuturesTrades, readPositions, readSpotTrades } from './account.js';
import { ANSWERS } from './answers.js';
import { FUTURES_ORDERS, REST_ORDERS } from './methods.js';
import { SOCKETS } from './streams.js';

/** The versions of `bitmart-api` that this instrumentation was built for. */
export const BITMART_API_VERSIONS = ['>=2.5.1 <3'];

/** `getSystemTime()` gives milliseconds since the epoch. */
function systemTime(answer: unknown): number | undefined {
  const time = Number(fieldsOf(fieldsOf(answer)['data'])['server_time']);
  return time > 0 ? time : undefined;
}

/** Answers of futures, which both REST classes give. */
const ANSWERED: RestClass['answers'] = {
  getFuturesAccountTrades: readFuturesTrades,
  getFuturesAccountPositions: readPositions,
  getPositionRiskDetails: readPositions,
};

const BITMART: SieblyClient = {
  module: 'bitmart-api',
  versions: BITMART_API_VERSIONS,
  rest: {
    RestClient: {
      exchange: 'bitmart',
      orders: REST_ORDERS,
      answers: {
        ...ANSWERED,
        getSpotAccountTradesV4: readSpotTrades,
        getSpotAccountOrderTradesV4: readSpotTrades,
      },
      times: { getSystemTime: systemTime },
    },
    FuturesClientV2: {
      exchange: 'bitmart',
      orders: FUTURES_ORDERS,
      answers: { ...ANSWERED, getFuturesAccountPositionsV2: readPositions },
      times: { getSystemTime: systemTime },
    },
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
  constructor(config: ExchangeInstrumentationConfig = {}) {
    super('bitmart-api', config);
  }

  protected override get table(): SieblyClient {
    return BITMART;
  }
}
