export {
  ALPACA_LEGACY_VERSIONS,
  ALPACA_VERSIONS,
  AlpacaInstrumentation,
} from './instrumentation.js';
