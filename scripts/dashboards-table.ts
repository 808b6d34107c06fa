import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { MEASURED_DASHBOARDS } from '../monitoring/dashboards/index.js';
import { panelsOf } from '../monitoring/dashboards/panels.js';

/** The tables of `docs/grafana-dashboards.md`, one a dashboard, by their markers. */
export const DASHBOARD_TABLES: Readonly<Record<string, () => string>> = Object.fromEntries(
  MEASURED_DASHBOARDS.map((dashboard) => [`${dashboard.uid}`, () => renderPanels(dashboard)]),
);

function renderPanels(dashboard: Dashboard): string {
  const rows = panelsOf(dashboard).map(
    ({ title = '', description = '' }) => `| ${cell(title)} | ${cell(description)} |`,
  );
  return ['| panel | what it shows |', '|---|---|', ...rows].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
