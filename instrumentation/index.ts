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
import { instrumentModule } from './instrument-module.js';
import { NodeBinanceApiInstrumentation } from './node-binance-api/index.js';
import { OkxApiInstrumentation } from './okx-api/index.js';
import type { WsInstrumentationConfig } from './ws/index.js';
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
export type { ExchangeInstrumentationConfig } from './core/exchange-instrumentation.js';
export { ExchangeInstrumentation } from './core/exchange-instrumentation.js';
export type {
  AnsweredCall,
  AnswerMethodOptions,
  ErrorOptions,
  ExchangeClientOptions,
  FailureFacts,
  FillInput,
  MethodName,
  MethodOptions,
  OrderEnding,
  OrderIdInput,
  OrderInput,
  OrderMethodOptions,
  PositionInput,
  PositionsInput,
} from './custom/index.js';
export { instrumentExchangeClient } from './custom/index.js';
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
  /** Whether the spans of orders carry their ids. */
  readonly traceOrderIds?: boolean;
}

const CLASSES: Record<
  InstrumentationName,
  new (
    config?: WsInstrumentationConfig,
  ) => ExchangeInstrumentation
> = {
  ccxt: CcxtInstrumentation,
  binance: BinanceInstrumentation,
  'bybit-api': BybitApiInstrumentation,
  'okx-api': OkxApiInstrumentation,
  'bitget-api': BitgetInstrumentation,
  'gateio-api': GateInstrumentation,
  'coinbase-api': CoinbaseApiInstrumentation,
  'bitmart-api': BitmartApiInstrumentation,
  'node-binance-api': NodeBinanceApiInstrumentation,
  'binance-api-node': BinanceApiNodeInstrumentation,
  'binance-connector': BinanceConnectorInstrumentation,
  'binance-common': BinanceCommonInstrumentation,
  alpaca: AlpacaInstrumentation,
  ws: WsInstrumentation,
};

/** Makes the instrumentation of one exchange client, enabled. */
export function createInstrumentation(
  name: InstrumentationName,
  { wsHosts = {}, traceOrderIds = false }: InstrumentationSettings = {},
): ExchangeInstrumentation {
  return new CLASSES[name](name === 'ws' ? { hosts: wsHosts } : { traceOrderIds });
}

/**
 * The instrumentations of all exchange clients, enabled, for an OpenTelemetry set-up of one's own.
 * They record to the meter provider and trace with the tracer provider of that set-up; one whose
 * client the bot never loads costs nothing.
 *
 * Make them before the bot loads its exchange client: clients are wrapped while they are loaded.
 *
 * @example
 * new NodeSDK({ instrumentations: genesisInstrumentations(), views: genesisViews(), … }).start();
 */
export function genesisInstrumentations(
  settings: InstrumentationSettings = {},
): ExchangeInstrumentation[] {
  return INSTRUMENTATION_NAMES.map((name) => createInstrumentation(name, settings));
}

/** One of each, none of which runs: they know their modules when no running one does. */
let idle: readonly ExchangeInstrumentation[] | undefined;

function idleInstrumentations(): readonly ExchangeInstrumentation[] {
  idle ??= INSTRUMENTATION_NAMES.map((name) => new CLASSES[name]({ enabled: false }));
  return idle;
}

/**
 * Wraps an exchange client that no hook can see, because a bundler has put it into the bot: hand over
 * the module as the bot has imported it. It may come before `startGenesis` and after it, any number of
 * times, and does nothing where the client is wrapped already.
 *
 * @param module the module's exports: its namespace, its default export, or what `require` gave
 * @param as the npm name of the client, where a bundler left too little of it to be recognised
 * @returns whether it is a client that genesis-otel wraps
 * @example
 * import ccxt from 'ccxt';
 * import { instrument } from 'genesis-otel';
 *
 * instrument(ccxt);
 */
export function instrument(module: object, as?: string): boolean {
  return instrumentModule(module, as, idleInstrumentations);
}
