export { OKX_API_VERSIONS, OkxApiInstrumentation } from './instrumentation.js';
