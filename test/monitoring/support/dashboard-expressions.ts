import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import { DASHBOARDS } from '../../../monitoring/dashboards/index.js';
import { panelsOf } from '../../../monitoring/dashboards/panels.js';

/** A PromQL expression of a dashboard, with Grafana's variables in it. */
interface DashboardExpression {
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

function located(
  dashboard: Dashboard,
  panel: string | undefined,
  { refId = '', expr }: Dataquery,
): DashboardExpression {
  return { dashboard: dashboard.uid ?? '', panel: panel ?? '', refId, expr };
}
