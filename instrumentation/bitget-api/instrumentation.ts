import type { ExchangeInstrumentationConfig } from '../core/exchange-instrumentation.js';
import { fieldsOf } from '../core/fields.js';
import type { SieblyClient } from '../siebly/index.js';
import { SieblyInstrumentation } from '../siebly/index.js';
import {
  readClassicPositions,
  readFuturesFills,
  readSpotFills,
  readUnifiedFills,
  readUnifiedPositions,
} from './account.js';
import { REST_ANSWERS, SOCKET_ANSWERS } from './answers.js';
import { CLASSIC_ORDERS, UNIFIED_ORDERS } from './methods.js';
import { SOCKETS } from './streams.js';

/** The versions of `bitget-api` that this instrumentation was built for. */
export const BITGET_VERSIONS = ['>=3.1.6 <4'];

/** `getServerTime()` gives milliseconds since the epoch, as text. */
const TIMES = {
  getServerTime: (answer: unknown) => {
    const time = Number(fieldsOf(fieldsOf(answer)['data'])['serverTime']);
    return time > 0 ? time : undefined;
  },
};

const BITGET: SieblyClient = {
  module: 'bitget-api',
  versions: BITGET_VERSIONS,
  rest: {
    RestClientV2: {
      exchange: 'bitget',
      orders: CLASSIC_ORDERS,
      answers: {
        getSpotFills: readSpotFills,
        getFuturesFills: readFuturesFills,
        getFuturesHistoricOrderFills: readFuturesFills,
        getFuturesPosition: readClassicPositions,
        getFuturesPositions: readClassicPositions,
      },
      times: TIMES,
    },
    RestClientV3: {
      exchange: 'bitget',
      orders: UNIFIED_ORDERS,
      answers: {
        getTradeFills: readUnifiedFills,
        getCurrentPosition: readUnifiedPositions,
      },
      times: TIMES,
    },
  },
  sockets: { WebsocketClientV2: SOCKETS, WebsocketClientV3: SOCKETS },
  answers: REST_ANSWERS,
  socketAnswers: SOCKET_ANSWERS,
  identity: ({ options }) => [options?.['apiKey']],
};

/**
 * Wraps `bitget-api` (classic and unified accounts; REST, streams, orders over WebSocket): orders,
 * failures, execution time, connection, rate limits, fills, positions and P&L. Removable with
 * `disable()`.
 *
 * @example
 * new NodeSDK({ instrumentations: [new BitgetInstrumentation()], views: genesisViews(), … });
 */
export class BitgetInstrumentation extends SieblyInstrumentation {
  constructor(config: ExchangeInstrumentationConfig = {}) {
    super(BITGET.module, config);
  }

  protected override get table(): SieblyClient {
    return BITGET;
  }
}
