import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';

/**
 * Some sections of a dashboard, moved together. Section 0 is what comes before the first row; each
 * row begins another one.
 */
export function sectionsOf(dashboard: Dashboard, wanted: readonly number[]): Panel[] {
  const chosen: Panel[] = [];
  let section = 0;
  let gap = 0;
  let bottom = 0;
  for (const panel of (dashboard.panels ?? []) as Panel[]) {
    const { x = 0, y = 0, w = 24, h = 1 } = panel.gridPos ?? {};
    if (panel.type === 'row') {
      section += 1;
      gap = y - bottom;
    }
    if (!wanted.includes(section)) continue;
    chosen.push({ ...panel, gridPos: { x, y: y - gap, w, h } });
    bottom = Math.max(bottom, y - gap + h);
  }
  return chosen;
}
