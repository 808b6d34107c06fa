import { createRequire } from 'node:module';
import { BinanceCommonInstrumentation } from '../../../instrumentation/index.js';
import { describeRemovable, prototypesOf } from '../support/removable-suite.js';

type Class = { readonly prototype: object };

/** The copy that @binance/spot has. */
const ofSpot = createRequire(require.resolve('@binance/spot'));
const loaded = ofSpot('@binance/common') as Record<string, Class>;
const classes = ['WebsocketAPIBase', 'WebsocketStreamsBase'].map((name) => loaded[name] as Class);

describeRemovable('@binance/common', () => new BinanceCommonInstrumentation(), loaded, [
  loaded,
  ...classes.flatMap(prototypesOf),
]);
