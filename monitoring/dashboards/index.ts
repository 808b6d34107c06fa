import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { exchange } from './exchange.js';
import { health } from './health.js';
import { orders } from './orders.js';
import { risk } from './risk.js';

/** Every dashboard that is shipped, in the order in which a trader meets them. */
export const DASHBOARDS: readonly Dashboard[] = [risk, orders, exchange, health];
