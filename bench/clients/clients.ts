import { alpacaClient } from './alpaca.js';
import type { BenchClient } from './bench-client.js';
import { binanceClient } from './binance.js';
import { bybitApiClient } from './bybit-api.js';
import { ccxtClient } from './ccxt.js';
import { okxApiClient } from './okx-api.js';
import { wsClient } from './ws.js';

/** The clients of the bench; an entry here is all that one takes. */
export const BENCH_CLIENTS: readonly BenchClient[] = [
  ccxtClient,
  binanceClient,
  bybitApiClient,
  okxApiClient,
  wsClient,
  alpacaClient,
];
