import type { Alert, AlertGroup } from './alert.js';
import { botAlerts } from './bot.js';
import { exchangeAlerts } from './exchange.js';
import { ordersAlerts } from './orders.js';
import { riskAlerts } from './risk.js';
import { stackAlerts } from './stack.js';
import { telemetryAlerts } from './telemetry.js';

/** Alerts about the bots, which any Prometheus that scrapes them can have. */
export const BOT_ALERT_GROUPS: readonly AlertGroup[] = [
  botAlerts,
  exchangeAlerts,
  ordersAlerts,
  riskAlerts,
  telemetryAlerts,
];

/** Alerts about the monitoring itself, as this repository's compose file sets it up. */
export const STACK_ALERT_GROUPS: readonly AlertGroup[] = [stackAlerts];

/** Every alert, in the order of the documentation. */
export const ALERTS: readonly Alert[] = [...BOT_ALERT_GROUPS, ...STACK_ALERT_GROUPS].flatMap(
  ({ alerts }) => alerts,
);
