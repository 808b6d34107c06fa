import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { exchange } from './exchange.js';
import { health } from './health.js';
import { orders } from './orders.js';
import { risk } from './risk.js';
import { runbooks } from './runbooks.js';

/** Those that show measurements, in the order in which a trader meets them. */
export const MEASURED_DASHBOARDS: readonly Dashboard[] = [risk, orders, exchange, health];

/** Every dashboard that is shipped. */
export const DASHBOARDS: readonly Dashboard[] = [...MEASURED_DASHBOARDS, runbooks];
