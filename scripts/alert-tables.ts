import type { Alert } from '../monitoring/alerts/alert.js';
import { ALERTS } from '../monitoring/alerts/index.js';
import { DASHBOARD_TITLES } from '../monitoring/dashboards/titles.js';
import { DASHBOARD_UIDS, GRAFANA_URL } from '../monitoring/grafana.js';

/** Every alert in a line, as `docs/alert-runbooks.md` shows it between its markers. */
export function renderAlertsTable(): string {
  const rows = ALERTS.map(
    (alert) =>
      `| [${alert.name}](#${alert.name.toLowerCase()}) | ${alert.severity} | ${alert.for ?? 'at once'} | ${alert.when} |`,
  );
  return ['| alert | severity | for | when |', '|---|---|---|---|', ...rows].join('\n');
}

function renderFacts(alert: Alert): string {
  const { severity, keepFiringFor, dashboard, panel, when } = alert;
  const waits = alert.for ? `when that lasts ${alert.for}` : 'at once';
  const keeps = keepFiringFor ? `, and for ${keepFiringFor} after it is over` : '';
  const link = `[${DASHBOARD_TITLES[dashboard]}](${GRAFANA_URL}/d/${DASHBOARD_UIDS[dashboard]})`;
  return [
    `**${severity}**: ${when}; rings ${waits}${keeps}. Dashboard ${link}, panel “${panel}”.`,
    '',
    '```promql',
    alert.expr,
    '```',
  ].join('\n');
}

/** What the code says of each alert, for the beginning of its section. */
export const ALERT_FACTS: Readonly<Record<string, () => string>> = Object.fromEntries(
  ALERTS.map((alert) => [alert.name, () => renderFacts(alert)]),
);
