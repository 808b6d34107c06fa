import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';

/** The panels of a dashboard, without the rows between them. */
export function panelsOf(dashboard: Dashboard): Panel[] {
  return (dashboard.panels ?? []).filter((panel): panel is Panel => panel.type !== 'row');
}
