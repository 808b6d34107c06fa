import { RECORDED } from '../recording/names.js';
import { THRESHOLDS } from '../thresholds.js';
import type { Alert } from './alert.js';
import { BOT, EXCHANGE, WHOLE } from './wording.js';

const { failedInARow, ordersYesterday } = THRESHOLDS;
const { ordersSum: orders, ordersFailedSum: failed } = RECORDED;

/**
 * What a sum of counters has grown by within an hour: exact, where increase() is an estimate, and two of
 * them can be compared. Of a bot that is younger than that, all it has counted.
 */
function withinTheHour(sum: string, sumBefore: string): string {
  return `(${sum}) - (${sumBefore} unless on (job, instance) genesis_up < 3600 or 0 * ${orders})`;
}

const FAILED = withinTheHour(failed, `${failed} offset 1h`);
const ACCEPTED = withinTheHour(
  `${orders} - ${failed}`,
  `(${orders} offset 1h - ${failed} offset 1h)`,
);

const ORDERS_IN_TWO_HOURS = `${RECORDED.ordersEveryFiveMinutes}[2h]`;

/** Bots that place few orders have no ratio of failures, and those that place none have nothing at all. */
export const orderSilenceAlerts: readonly Alert[] = [
  {
    name: 'GenesisNoOrderSucceeds',
    severity: 'critical',
    expr: `(${FAILED}) >= ${failedInARow}
and
  (${ACCEPTED}) <= 0`,
    for: '2m',
    keepFiringFor: '1m',
    when: `${failedInARow} orders or more within an hour, and all failed`,
    summary: `No order succeeds: ${WHOLE} failed within the hour at ${EXCHANGE} (${BOT})`,
    description: `Within the last hour ${BOT} has sent ${WHOLE} orders to ${EXCHANGE} that failed, and none that did not. What it holds there may be without an exit.`,
    action: 'Look at the open positions on the exchange itself, then at the error class.',
    dashboard: 'orders',
    panel: 'Errors by class',
  },
  {
    name: 'GenesisOrdersStopped',
    severity: 'warning',
    expr: `(
  (sum_over_time(${ORDERS_IN_TWO_HOURS} offset 1d) >= ${ordersYesterday})
unless
  (sum_over_time(${ORDERS_IN_TWO_HOURS}) > 0)
)
and on (job, instance) (genesis_up > 7200)`,
    for: '5m',
    when: `no order within 2 hours, ${ordersYesterday} or more in the same hours of the day before`,
    summary: `No orders: ${BOT} has placed none at ${EXCHANGE} for two hours`,
    description: `${BOT} runs, but has placed no order at ${EXCHANGE} within the last two hours, and ${ordersYesterday} or more in the same hours of the day before. Its strategy may have stopped without a word.`,
    action:
      'Look in the bot’s log for its last decision, and whether its positions are looked after.',
    dashboard: 'orders',
    panel: 'Orders by market',
  },
];
