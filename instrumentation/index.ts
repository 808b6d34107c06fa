import { CcxtInstrumentation } from './ccxt/index.js';
import type { ExchangeInstrumentation } from './core/exchange-instrumentation.js';
import { WsInstrumentation } from './ws/index.js';

export { CCXT_VERSIONS, CcxtInstrumentation } from './ccxt/index.js';
export { ExchangeInstrumentation } from './core/exchange-instrumentation.js';
export type { WsInstrumentationConfig } from './ws/index.js';
export { WS_VERSIONS, WsInstrumentation } from './ws/index.js';

/** The instrumentations by name, as `GENESIS_INSTRUMENTATIONS` lists them. */
export const INSTRUMENTATION_NAMES = ['ccxt', 'ws'] as const;
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
  ws: ({ wsHosts = {} }) => new WsInstrumentation({ hosts: wsHosts }),
};

/** Makes the instrumentation of one exchange client, enabled. */
export function createInstrumentation(
  name: InstrumentationName,
  settings: InstrumentationSettings = {},
): ExchangeInstrumentation {
  return FACTORIES[name](settings);
}
