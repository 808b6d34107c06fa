import { CATALOGUE } from '../metrics/catalogue.js';
import type { TradingInstruments } from '../metrics/instruments.js';
import { SeriesCache } from '../metrics/series-cache.js';

/**
 * What a bot records with each order, fill and message, bound: by the second time its labels are
 * seen, a recording is one addition to one place in memory. Events are passed as they are.
 */
export function bindHotPaths(instruments: TradingInstruments) {
  return {
    orders: new SeriesCache(CATALOGUE.orders, (attributes) => ({
      attributes,
      placed: instruments.orders.bind(attributes),
      failed: instruments.ordersFailed.bind(attributes),
    })),
    trades: new SeriesCache(CATALOGUE.trades, (labels) => instruments.trades.bind(labels)),
    executionTime: new SeriesCache(CATALOGUE.orderExecutionTime, (labels) =>
      instruments.orderExecutionTime.bind(labels),
    ),
    throttleWait: new SeriesCache(CATALOGUE.orderThrottleWait, (labels) =>
      instruments.orderThrottleWait.bind(labels),
    ),
    websocketLatency: new SeriesCache(CATALOGUE.websocketLatency, (labels) =>
      instruments.websocketLatency.bind(labels),
    ),
    latencyClamped: new SeriesCache(CATALOGUE.websocketLatencyClamped, (labels) =>
      instruments.websocketLatencyClamped.bind(labels),
    ),
    websocketPing: new SeriesCache(CATALOGUE.websocketPing, (labels) =>
      instruments.websocketPing.bind(labels),
    ),
    pnl: instruments.pnl.bind(),
    realizedPnl: instruments.realizedPnl.bind(),
    unrealizedPnl: instruments.unrealizedPnl.bind(),
    drawdown: instruments.drawdown.bind(),
    tiltScore: instruments.tiltScore.bind(),
  };
}
