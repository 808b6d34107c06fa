import { DASHBOARD_UIDS, GRAFANA_URL } from '../grafana.js';
import type { Alert } from './alert.js';
import { ALERTS } from './index.js';

const INSTANCE = '{{ with $labels.instance }}?var-instance={{ urlquery . }}{{ end }}';

/** The panel of the runbook dashboard that has an alert's section. */
export function runbookPanelId(name: string): number {
  const index = ALERTS.findIndex((alert) => alert.name === name);
  if (index === -1) throw new Error(`there is no alert ${name}`);
  return index + 1;
}

export function runbookUrl({ name }: Alert): string {
  return `${GRAFANA_URL}/d/${DASHBOARD_UIDS.runbooks}?viewPanel=${runbookPanelId(name)}`;
}

/** The dashboard that shows the trouble, of the bot that has it. */
export function dashboardUrl({ name, dashboard }: Alert): string {
  const url = `${GRAFANA_URL}/d/${DASHBOARD_UIDS[dashboard]}`;
  return name.startsWith('Genesis') ? url + INSTANCE : url;
}
