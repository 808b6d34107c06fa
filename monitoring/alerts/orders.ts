import { RECORDED } from '../recording/names.js';
import { THRESHOLDS } from '../thresholds.js';
import type { AlertGroup } from './alert.js';
import { orderErrorAlerts } from './order-errors.js';
import { orderSilenceAlerts } from './order-silence.js';
import { BOT, EXCHANGE, PERCENT_OF_ONE, percent } from './wording.js';

const { orderFailureLeastOrders: leastOrders } = THRESHOLDS;
const { warning: ratioWarning, critical: ratioCritical } = THRESHOLDS.orderFailureRatio;
const { warning: slowWarning, critical: slowCritical } = THRESHOLDS.orderLatencyP99Seconds;

const SECONDS = '{{ $value | printf "%.1f" }} s';

function failureRatioAbove(ratio: number): string {
  return `${RECORDED.failureRatio} > ${ratio} and ${RECORDED.orders} >= ${leastOrders}`;
}

export const ordersAlerts: AlertGroup = {
  name: 'genesis-orders',
  alerts: [
    {
      name: 'GenesisOrderFailuresElevated',
      severity: 'warning',
      expr: failureRatioAbove(ratioWarning),
      for: '10m',
      keepFiringFor: '5m',
      when: `more than ${percent(ratioWarning)} of ${leastOrders} orders or more fail, over 5 minutes`,
      summary: `Orders fail: ${PERCENT_OF_ONE} at ${EXCHANGE} (${BOT})`,
      description: `${PERCENT_OF_ONE} of the orders that ${BOT} sent to ${EXCHANGE} within five minutes failed, for ten minutes.`,
      action: 'Look which error class and symbol it is, and whether one strategy causes it.',
      dashboard: 'orders',
      panel: 'Failure ratio',
    },
    {
      name: 'GenesisOrderFailuresHigh',
      severity: 'critical',
      expr: failureRatioAbove(ratioCritical),
      for: '2m',
      keepFiringFor: '2m',
      when: `more than ${percent(ratioCritical)} of ${leastOrders} orders or more fail, over 5 minutes`,
      summary: `Orders fail: ${PERCENT_OF_ONE} at ${EXCHANGE} (${BOT})`,
      description: `${PERCENT_OF_ONE} of the orders that ${BOT} sent to ${EXCHANGE} within five minutes failed. What it holds there may be without an exit.`,
      action: 'Look at the open positions on the exchange itself, then at the error class.',
      dashboard: 'orders',
      panel: 'Failure ratio',
    },
    ...orderSilenceAlerts,
    ...orderErrorAlerts,
    {
      name: 'GenesisOrderLatencyHigh',
      severity: 'warning',
      expr: `${RECORDED.executionTimeP99} > ${slowWarning}`,
      for: '10m',
      keepFiringFor: '5m',
      when: `p99 of execution time above ${slowWarning} s, over 5 minutes`,
      summary: `Orders slow: ${EXCHANGE}, p99 ${SECONDS} (${BOT})`,
      description: `The slowest hundredth of the orders of ${BOT} at ${EXCHANGE} takes ${SECONDS} or more, for ten minutes.`,
      action: 'Compare with WebSocket latency and event loop lag: exchange, network or bot?',
      dashboard: 'orders',
      panel: 'Execution time',
    },
    {
      name: 'GenesisOrderLatencyCritical',
      severity: 'critical',
      expr: `${RECORDED.executionTimeP99} > ${slowCritical}`,
      // As long as the window of the rate: one order that times out is no reason to wake somebody.
      for: '5m',
      keepFiringFor: '2m',
      when: `p99 of execution time above ${slowCritical} s, over 5 minutes`,
      summary: `Orders very slow: ${EXCHANGE}, p99 ${SECONDS} (${BOT})`,
      description: `The slowest hundredth of the orders of ${BOT} at ${EXCHANGE} takes ${SECONDS} or more, for five minutes. Exits come too late, and orders begin to time out.`,
      action: 'Pause new orders, look at the exchange’s status page, watch the open positions.',
      dashboard: 'orders',
      panel: 'Execution time',
    },
  ],
};
