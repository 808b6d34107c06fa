import { DASHBOARD_FILES } from './dashboards/files.js';
import { KUBERNETES_RULE_FILE, RULE_FILES } from './rule-files.js';
import type { WrittenFile } from './written-file.js';

/** All that `npm run monitoring` writes. */
export const WRITTEN_FILES: readonly WrittenFile[] = [
  ...RULE_FILES,
  KUBERNETES_RULE_FILE,
  ...DASHBOARD_FILES,
];
