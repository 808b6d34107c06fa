import { createRequire } from 'node:module';
import { BinanceApiNodeInstrumentation } from '../../../instrumentation/index.js';
import { describeRemovable } from '../support/removable-suite.js';

const loaded = createRequire(__filename)('binance-api-node') as object;

describeRemovable('binance-api-node', () => new BinanceApiNodeInstrumentation(), loaded, [loaded]);
