import { AlpacaInstrumentation } from './alpaca/index.js';
import { BinanceInstrumentation } from './binance/index.js';
import { BinanceApiNodeInstrumentation } from './binance-api-node/index.js';
import { BinanceCommonInstrumentation } from './binance-common/index.js';
import { BinanceConnectorInstrumentation } from './binance-connector/index.js';
import { BitgetInstrumentation } from './bitget-api/index.js';
import { CcxtInstrumentation } from './ccxt/index.js';
import type { ExchangeInstrumentation } from './core/exchange-instrumentation.js';
import { GateInstrumentation } from './gateio-api/index.js';
import { NodeBinanceApiInstrumentation } from './node-binance-api/index.js';

export { ALPACA_LEGACY_VERSIONS, ALPACA_VERSIONS, AlpacaInstrumentation } from './alpaca/index.js';
export { BINANCE_VERSIONS, BinanceInstrumentation } from './binance/index.js';
export {
  BINANCE_API_NODE_VERSIONS,
  BinanceApiNodeInstrumentation,
} from './binance-api-node/index.js';
export { BINANCE_COMMON_VERSIONS, BinanceCommonInstrumentation } from './binance-common/index.js';
export {
  BINANCE_CONNECTOR_VERSIONS,
  BinanceConnectorInstrumentation,
} from './binance-connector/index.js';
export { BITGET_VERSIONS, BitgetInstrumentation } from './bitget-api/index.js';
export { CCXT_VERSIONS, CcxtInstrumentation } from './ccxt/index.js';
export { ExchangeInstrumentation } from './core/exchange-instrumentation.js';
export { GATE_VERSIONS, GateInstrumentation } from './gateio-api/index.js';
export {
  NODE_BINANCE_API_VERSIONS,
  NodeBinanceApiInstrumentation,
} from './node-binance-api/index.js';

/** The instrumentations by name, as `GENESIS_INSTRUMENTATIONS` lists them. */
export const INSTRUMENTATION_NAMES = [
  'ccxt',
  'binance',
  'node-binance-api',
  'binance-api-node',
  'binance-connector',
  'binance-common',
  'bitget-api',
  'gateio-api',
  'alpaca',
] as const;
export type InstrumentationName = (typeof INSTRUMENTATION_NAMES)[number];

export { INSTRUMENTED_MODULES } from './instrumented-modules.js';

const FACTORIES: Record<InstrumentationName, () => ExchangeInstrumentation> = {
  ccxt: () => new CcxtInstrumentation(),
  binance: () => new BinanceInstrumentation(),
  'node-binance-api': () => new NodeBinanceApiInstrumentation(),
  'binance-api-node': () => new BinanceApiNodeInstrumentation(),
  'binance-connector': () => new BinanceConnectorInstrumentation(),
  'binance-common': () => new BinanceCommonInstrumentation(),
  'bitget-api': () => new BitgetInstrumentation(),
  'gateio-api': () => new GateInstrumentation(),
  alpaca: () => new AlpacaInstrumentation(),
};

/** Makes the instrumentation of one exchange client, enabled. */
export function createInstrumentation(name: InstrumentationName): ExchangeInstrumentation {
  return FACTORIES[name]();
}
