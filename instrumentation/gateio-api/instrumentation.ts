import type { ExchangeInstrumentationConfig } from '../core/exchange-instrumentation.js';
import { fieldsOf } from '../core/fields.js';
import type { SieblyClient } from '../siebly/index.js';
import { SieblyInstrumentation } from '../siebly/index.js';
import { readPosition, readPositions, readTrades } from './account.js';
import { REST_ANSWERS, SOCKET_ANSWERS } from './answers.js';
import { ORDERS } from './methods.js';
import { SOCKETS } from './streams.js';

/** The versions of `gateio-api` that this instrumentation was built for. */
export const GATE_VERSIONS = ['>=1.6.4 <2'];

const GATE: SieblyClient = {
  module: 'gateio-api',
  versions: GATE_VERSIONS,
  rest: {
    RestClient: {
      exchange: 'gate',
      orders: ORDERS,
      answers: {
        getSpotTradingHistory: readTrades,
        getFuturesTradingHistory: readTrades,
        getFuturesTradingHistoryByTimeRange: readTrades,
        getFuturesPositions: readPositions('futures'),
        getFuturesPosition: readPosition,
        getDualModePosition: readPosition,
        getDeliveryPositions: readPositions('delivery'),
        getDeliveryPosition: readPosition,
      },
      times: {
        getServerTime: (answer) => {
          const time = Number(fieldsOf(answer)['server_time']);
          return time > 0 ? time : undefined;
        },
      },
    },
  },
  sockets: { WebsocketClient: SOCKETS },
  answers: REST_ANSWERS,
  socketAnswers: SOCKET_ANSWERS,
  identity: ({ options }) => [options?.['apiKey']],
};

/**
 * Wraps `gateio-api` (spot, margin, futures, delivery, options; REST, streams, orders over
 * WebSocket): orders, failures, execution time, connection, rate limits, fills, positions and P&L.
 * Removable with `disable()`.
 *
 * @example
 * new NodeSDK({ instrumentations: [new GateInstrumentation()], views: genesisViews(), … });
 */
export class GateInstrumentation extends SieblyInstrumentation {
  constructor(config: ExchangeInstrumentationConfig = {}) {
    super(GATE.module, config);
  }

  protected override get table(): SieblyClient {
    return GATE;
  }
}
