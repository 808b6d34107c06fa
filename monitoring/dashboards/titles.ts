import type { DASHBOARD_UIDS } from '../grafana.js';

/** A key of any dashboard. */
export type AnyDashboardKey = keyof typeof DASHBOARD_UIDS;

/** What the dashboards are called; the links between them have these names too. */
export const DASHBOARD_TITLES: Readonly<Record<AnyDashboardKey, string>> = {
  risk: 'P&L and risk',
  orders: 'Orders and latency',
  exchange: 'Exchanges and limits',
  health: 'Bot and stack health',
  runbooks: 'Runbooks',
};
