import { AlpacaInstrumentation } from './alpaca/index.js';
import { BinanceInstrumentation } from './binance/index.js';
import { BinanceApiNodeInstrumentation } from './binance-api-node/index.js';
import { BinanceCommonInstrumentation } from './binance-common/index.js';
import { BinanceConnectorInstrumentation } from './binance-connector/index.js';
import { BitgetInstrumentation } from './bitget-api/index.js';
import { BitmartApiInstrumentation } from './bitmart-api/index.js';
import { BybitApiInstrumentation } from './bybit-api/index.js';
import { CcxtInstrumentation } from './ccxt/index.js';
import { CoinbaseApiInstrumentation } from './coinbase-api/index.js';
import type { ExchangeInstrumentation } from './core/exchange-instrumentation.js';
import { GateInstrumentation } from './gateio-api/index.js';
import { NodeBinanceApiInstrumentation } from './node-binance-api/index.js';
import { OkxApiInstrumentation } from './okx-api/index.js';
import { WsInstrumentation } from './ws/index.js';

export { ALPACA_LEGACY_VERSIONS, ALPACA_VERSIONS, AlpacaInstrumentation } from './alpaca/index.js';
export { BINANCE_VERSIONS, BinanceInstrumentation } from './binance/index.js';
export {
  BINANCE_API_NODE_VERSIONS,
  BinanceApiNodeInstrumentation,
} from './binance-api-node/index.js';
export {
  BINANCE_COMMON_VERSIONS,
  BINANCE_SPOT_VERSIONS,
  BinanceCommonInstrumentation,
} from './binance-common/index.js';
export {
  BINANCE_CONNECTOR_VERSIONS,
  BinanceConnectorInstrumentation,
} from './binance-connector/index.js';
export { BITGET_VERSIONS, BitgetInstrumentation } from './bitget-api/index.js';
export { BITMART_API_VERSIONS, BitmartApiInstrumentation } from './bitmart-api/index.js';
export { BYBIT_API_VERSIONS, BybitApiInstrumentation } from './bybit-api/index.js';
export { CCXT_VERSIONS, CcxtInstrumentation } from './ccxt/index.js';
export { COINBASE_API_VERSIONS, CoinbaseApiInstrumentation } from './coinbase-api/index.js';
export { ExchangeInstrumentation } from './core/exchange-instrumentation.js';
export { GATE_VERSIONS, GateInstrumentation } from './gateio-api/index.js';
export {
  NODE_BINANCE_API_VERSIONS,
  NodeBinanceApiInstrumentation,
} from './node-binance-api/index.js';
export { OKX_API_VERSIONS, OkxApiInstrumentation } from './okx-api/index.js';
export type { WsInstrumentationConfig } from './ws/index.js';
export { WS_VERSIONS, WsInstrumentation } from './ws/index.js';

/** The instrumentations by name, as `GENESIS_INSTRUMENTATIONS` lists them. */
export const INSTRUMENTATION_NAMES = [
  'ccxt',
  'binance',
  'bybit-api',
  'okx-api',
  'bitget-api',
  'gateio-api',
  'coinbase-api',
  'bitmart-api',
  'node-binance-api',
  'binance-api-node',
  'binance-connector',
  'binance-common',
  'alpaca',
  'ws',
] as const;
export type InstrumentationName = (typeof INSTRUMENTATION_NAMES)[number];

export { INSTRUMENTED_MODULES } from './instrumented-modules.js';

/** What the instrumentations can be told. */
export interface InstrumentationSettings {
  /** Exchanges by WebSocket host, beside the known ones. */
  readonly wsHosts?: Readonly<Record<string, string>>;
}

const FACTORIES: Record<
  InstrumentationName,
  (settings: InstrumentationSettings) => ExchangeInstrumentation
> = {
  ccxt: () => new CcxtInstrumentation(),
  binance: () => new BinanceInstrumentation(),
  'bybit-api': () => new BybitApiInstrumentation(),
  'okx-api': () => new OkxApiInstrumentation(),
  'bitget-api': () => new BitgetInstrumentation(),
  'gateio-api': () => new GateInstrumentation(),
  'coinbase-api': () => new CoinbaseApiInstrumentation(),
  'bitmart-api': () => new BitmartApiInstrumentation(),
  'node-binance-api': () => new NodeBinanceApiInstrumentation(),
  'binance-api-node': () => new BinanceApiNodeInstrumentation(),
  'binance-connector': () => new BinanceConnectorInstrumentation(),
  'binance-common': () => new BinanceCommonInstrumentation(),
  alpaca: () => new AlpacaInstrumentation(),
  ws: ({ wsHosts = {} }) => new WsInstrumentation({ hosts: wsHosts }),
};

/** Makes the instrumentation of one exchange client, enabled. */
export function createInstrumentation(
  name: InstrumentationName,
  settings: InstrumentationSettings = {},
): ExchangeInstrumentation {
  return FACTORIES[name](settings);
}
