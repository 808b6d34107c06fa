export { BITGET_VERSIONS, BitgetInstrumentation } from './instrumentation.js';
