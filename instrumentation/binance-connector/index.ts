export { BINANCE_CONNECTOR_VERSIONS, BinanceConnectorInstrumentation } from './instrumentation.js';
