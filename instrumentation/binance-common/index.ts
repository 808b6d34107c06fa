export {
  BINANCE_COMMON_VERSIONS,
  BINANCE_SPOT_VERSIONS,
  BinanceCommonInstrumentation,
} from './instrumentation.js';
