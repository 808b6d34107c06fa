import type { ExchangeInstrumentationConfig } from '../core/exchange-instrumentation.js';
import { fieldsOf } from '../core/fields.js';
import type { SieblyClient } from '../siebly/index.js';
import { SieblyInstrumentation } from '../siebly/index.js';
import {
  readExchangeFills,
  readExpiring,
  readFills,
  readPerpetual,
  readPerpetuals,
} from './account.js';
import { ANSWERS } from './answers.js';
import { EXCHANGE_ORDERS, INTERNATIONAL_ORDERS, PRIME_ORDERS, TRADE_ORDERS } from './methods.js';
import { SOCKETS } from './streams.js';

/** The versions of `coinbase-api` that this instrumentation was built for. */
export const COINBASE_API_VERSIONS = ['>=1.0.2 <2'];

/** `getServerTime()` of Advanced Trade gives milliseconds since the epoch as text. */
function serverTime(answer: unknown): number | undefined {
  const time = Number(fieldsOf(answer)['epochMillis']);
  return time > 0 ? time : undefined;
}

const COINBASE: SieblyClient = {
  module: 'coinbase-api',
  versions: COINBASE_API_VERSIONS,
  rest: {
    CBAdvancedTradeClient: {
      exchange: 'coinbase',
      orders: TRADE_ORDERS,
      answers: {
        getFills: readFills,
        getPerpetualsPositions: readPerpetuals,
        getPerpetualsPosition: readPerpetual,
        getFuturesPositions: readExpiring,
      },
      times: { getServerTime: serverTime },
    },
    CBExchangeClient: {
      exchange: 'coinbaseexchange',
      orders: EXCHANGE_ORDERS,
      answers: { getFills: readExchangeFills },
    },
    CBInternationalClient: { exchange: 'coinbaseinternational', orders: INTERNATIONAL_ORDERS },
    CBPrimeClient: { exchange: 'coinbaseprime', orders: PRIME_ORDERS },
  },
  sockets: { WebsocketClient: SOCKETS },
  answers: ANSWERS,
  // REST clients keep a key of either kind here; of the socket's options only this one is used.
  identity: (client) => ['apiKey' in client ? client.apiKey : client.options?.['apiKey']],
};

/**
 * Wraps `coinbase-api` (Advanced Trade, Exchange, International, Prime; REST and streams): orders,
 * failures, execution time, connection, fills, positions and unrealized P&L. Coinbase tells no use
 * of its rate limits. Removable with `disable()`.
 *
 * @example
 * new NodeSDK({ instrumentations: [new CoinbaseApiInstrumentation()], views: genesisViews(), … });
 */
export class CoinbaseApiInstrumentation extends SieblyInstrumentation {
  constructor(config: ExchangeInstrumentationConfig = {}) {
    super('coinbase-api', config);
  }

  protected override get table(): SieblyClient {
    return COINBASE;
  }
}
