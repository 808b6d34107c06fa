import type { WrittenFile } from '../written-file.js';
import { DASHBOARDS } from './index.js';

const FOLDER = 'docker/grafana/dashboards';

/** The dashboards as Grafana reads them. */
export const DASHBOARD_FILES: readonly WrittenFile[] = DASHBOARDS.map((dashboard) => ({
  path: `${FOLDER}/${dashboard.uid}.json`,
  content: `${JSON.stringify(dashboard, null, 2)}\n`,
}));
