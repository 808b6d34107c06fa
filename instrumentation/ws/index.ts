export type { WsInstrumentationConfig } from './instrumentation.js';
export { WS_VERSIONS, WsInstrumentation } from './instrumentation.js';
