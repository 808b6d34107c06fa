import { createRequire } from 'node:module';
import { NodeBinanceApiInstrumentation } from '../../../instrumentation/index.js';
import { describeRemovable } from '../support/removable-suite.js';

const Binance = createRequire(__filename)('node-binance-api') as { prototype: object };

describeRemovable('node-binance-api', () => new NodeBinanceApiInstrumentation(), Binance, [
  Binance.prototype,
]);
