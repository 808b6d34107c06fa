export { BITMART_API_VERSIONS, BitmartApiInstrumentation } from './instrumentation.js';
