import { DASHBOARDS } from './index.js';

const FOLDER = 'docker/grafana/dashboards';

/** The dashboards as Grafana reads them; their paths are from the top of the project. */
export function dashboardFiles(): { readonly path: string; readonly content: string }[] {
  return DASHBOARDS.map((dashboard) => ({
    path: `${FOLDER}/${dashboard.uid}.json`,
    content: `${JSON.stringify(dashboard, null, 2)}\n`,
  }));
}
