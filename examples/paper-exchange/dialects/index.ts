import { alpaca } from './alpaca/index.js';
import { bitget } from './bitget/index.js';
import { bitmart } from './bitmart/index.js';
import { bybit } from './bybit/index.js';
import { coinbase } from './coinbase/index.js';
import type { Dialect } from './dialect.js';
import { gate } from './gate/index.js';
import { okx } from './okx/index.js';

/** The exchanges beside Binance, each told by its paths. */
export const DIALECTS: readonly Dialect[] = [bybit, okx, bitget, gate, coinbase, bitmart, alpaca];

/** The dialect of a REST path. */
export function restDialect(path: string): Dialect | undefined {
  return DIALECTS.find((dialect) => dialect.servesRest(path));
}

/** The dialect of a WebSocket's path. */
export function socketDialect(path: string): Dialect | undefined {
  return DIALECTS.find((dialect) => dialect.servesSocket(path));
}
