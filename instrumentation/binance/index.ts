export { BINANCE_VERSIONS, BinanceInstrumentation } from './instrumentation.js';
