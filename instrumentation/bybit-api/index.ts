export { BYBIT_API_VERSIONS, BybitApiInstrumentation } from './instrumentation.js';
