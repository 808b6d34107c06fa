import { createRequire } from 'node:module';
import { BinanceConnectorInstrumentation } from '../../../instrumentation/index.js';
import { describeRemovable, prototypesOf } from '../support/removable-suite.js';

type Class = { readonly prototype: object };

const loaded = createRequire(__filename)('@binance/connector') as Record<string, Class>;
const classes = ['Spot', 'WebsocketAPI', 'WebsocketStream'].map((name) => loaded[name] as Class);

describeRemovable(
  '@binance/connector',
  () => new BinanceConnectorInstrumentation(),
  loaded,
  classes.flatMap(prototypesOf),
);
