export { COINBASE_API_VERSIONS, CoinbaseApiInstrumentation } from './instrumentation.js';
