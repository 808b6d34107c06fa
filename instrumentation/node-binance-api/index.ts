export { NODE_BINANCE_API_VERSIONS, NodeBinanceApiInstrumentation } from './instrumentation.js';
