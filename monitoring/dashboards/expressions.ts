import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import { DASHBOARDS } from './index.js';

/** A PromQL expression of a dashboard, with Grafana's variables in it. */
export interface DashboardExpression {
  /** The uid of the dashboard. */
  readonly dashboard: string;
  /** The title of the panel; for an annotation, its name. */
  readonly panel: string;
  readonly refId: string;
  readonly expr: string;
}

/** Every expression of every dashboard: those of panels and those of annotations. */
export function dashboardExpressions(): DashboardExpression[] {
  return DASHBOARDS.flatMap((dashboard) => [
    ...panelsOf(dashboard).flatMap((panel) =>
      (panel.targets ?? []).map((target) => located(dashboard, panel.title, target as Dataquery)),
    ),
    ...(dashboard.annotations.list ?? []).map(({ name, target }) =>
      located(dashboard, name, target as Dataquery),
    ),
  ]);
}

/** The queries that find what there is to choose from, such as `label_values(genesis_up, job)`. */
export function variableQueries(): { readonly dashboard: string; readonly query: string }[] {
  return DASHBOARDS.flatMap((dashboard) =>
    (dashboard.templating.list ?? [])
      .filter(({ type }) => type === 'query')
      .map(({ query }) => ({ dashboard: dashboard.uid ?? '', query: String(query) })),
  );
}

/** The panels of a dashboard, without the rows between them. */
export function panelsOf(dashboard: Dashboard): Panel[] {
  return (dashboard.panels ?? []).filter((panel): panel is Panel => panel.type !== 'row');
}

function located(
  dashboard: Dashboard,
  panel: string | undefined,
  { refId = '', expr }: Dataquery,
): DashboardExpression {
  return { dashboard: dashboard.uid ?? '', panel: panel ?? '', refId, expr };
}
