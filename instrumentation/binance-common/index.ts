export { BINANCE_COMMON_VERSIONS, BinanceCommonInstrumentation } from './instrumentation.js';
