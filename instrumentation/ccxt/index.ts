export { CCXT_VERSIONS, CcxtInstrumentation } from './instrumentation.js';
