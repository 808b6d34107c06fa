import { alpacaClient } from './alpaca.js';
import type { BenchClient } from './bench-client.js';
import { binanceClient } from './binance.js';
import { binanceApiNodeClient } from './binance-api-node.js';
import { binanceCommonClient } from './binance-common.js';
import { binanceConnectorClient } from './binance-connector.js';
import { bitgetApiClient } from './bitget-api.js';
import { bitmartApiClient } from './bitmart-api.js';
import { bybitApiClient } from './bybit-api.js';
import { ccxtClient } from './ccxt.js';
import { coinbaseApiClient } from './coinbase-api.js';
import { gateioApiClient } from './gateio-api.js';
import { nodeBinanceApiClient } from './node-binance-api.js';
import { okxApiClient } from './okx-api.js';
import { wsClient } from './ws.js';

/** The clients of the bench; an entry here is all that one takes. */
export const BENCH_CLIENTS: readonly BenchClient[] = [
  ccxtClient,
  binanceClient,
  bybitApiClient,
  okxApiClient,
  bitgetApiClient,
  gateioApiClient,
  coinbaseApiClient,
  bitmartApiClient,
  nodeBinanceApiClient,
  binanceApiNodeClient,
  binanceConnectorClient,
  binanceCommonClient,
  alpacaClient,
  wsClient,
];
