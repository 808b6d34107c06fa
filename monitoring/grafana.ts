/**
 * Where Grafana answers, as links in alerts have it: the address that the compose file publishes. For
 * another one, replace it in the rule files (docs/alert-runbooks.md).
 */
export const GRAFANA_URL = 'http://localhost:3000';

/** The dashboards by what they are about; the uid is in each link to them. */
export const DASHBOARD_UIDS = {
  risk: 'genesis-risk',
  orders: 'genesis-orders',
  exchange: 'genesis-exchange',
  health: 'genesis-health',
  runbooks: 'genesis-runbooks',
} as const;

/** The key of a dashboard that shows measurements. */
export type DashboardKey = Exclude<keyof typeof DASHBOARD_UIDS, 'runbooks'>;
