export { BINANCE_API_NODE_VERSIONS, BinanceApiNodeInstrumentation } from './instrumentation.js';
