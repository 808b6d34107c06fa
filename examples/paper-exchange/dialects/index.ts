import { alpaca } from './alpaca/index.js';
import type { Dialect } from './dialect.js';

/** The exchanges beside Binance, each told by its paths. */
export const DIALECTS: readonly Dialect[] = [alpaca];

/** The dialect of a REST path. */
export function restDialect(path: string): Dialect | undefined {
  return DIALECTS.find((dialect) => dialect.servesRest(path));
}

/** The dialect of a WebSocket's path. */
export function socketDialect(path: string): Dialect | undefined {
  return DIALECTS.find((dialect) => dialect.servesSocket(path));
}
