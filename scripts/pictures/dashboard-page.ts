import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Series } from './answers.js';
import { instant, moments, range } from './answers.js';
import { heatmapMarkup, timelineMarkup } from './cells.js';
import { clock } from './clock.js';
import { interpolated } from './interpolation.js';
import { marksOf } from './marks.js';
import { barsMarkup, plotMarkup, statMarkup, tableMarkup } from './markup.js';
import type { Filled } from './page.js';
import { page } from './page.js';
import type { Mark, Plot } from './plot.js';
import { plot } from './plot.js';
import { forPanel } from './resolution.js';
import { sectionsOf } from './sections.js';
import type { Source } from './source.js';

/** The page of some sections of a dashboard. */
export async function dashboardPage(
  dashboard: Dashboard,
  sections: readonly number[],
  source: Source,
): Promise<string> {
  const marks = await marksOf(dashboard, source);
  const plots: Plot[] = [];
  const filled: Filled[] = [];
  for (const panel of sectionsOf(dashboard, sections)) {
    filled.push({ panel, markup: await markupOf(panel, source, marks, plots) });
  }
  const { from, to } = source.stretch;
  const subtitle = `${clock(from)} to ${clock(to)} UTC · a demo on the paper exchange`;
  const script = `const plots = ${JSON.stringify(plots)};\n${source.script}`;
  return page(dashboard.title ?? '', subtitle, filled, { script, style: source.style });
}

async function markupOf(
  panel: Panel,
  dashboardSource: Source,
  marks: readonly Mark[],
  plots: Plot[],
): Promise<string> {
  if (panel.type === 'row') return '';
  const source = forPanel(panel, dashboardSource);
  const answers = await answersTo(panel, source);
  switch (panel.type) {
    case 'stat':
      return statMarkup(panel, answers);
    case 'bargauge':
      return barsMarkup(panel, answers);
    case 'table':
      return tableMarkup(panel, answers, source.stretch.to);
    case 'heatmap':
      return heatmapMarkup(panel, answers, source.stretch);
    case 'state-timeline':
      return timelineMarkup(panel, answers, source.stretch);
    case 'timeseries':
      plots.push(plot(panel, answers, moments(source.stretch), marks));
      return plotMarkup(plots[plots.length - 1] as Plot, plots.length - 1);
    default:
      throw new Error(`panels of type ${panel.type} are not drawn`);
  }
}

function answersTo(panel: Panel, source: Source): Promise<Series[][]> {
  const targets = (panel.targets ?? []) as Dataquery[];
  return Promise.all(
    targets.map((target) => {
      const expr = interpolated(target.expr, source);
      return target.instant === true
        ? instant(source.url, expr, source.stretch.to)
        : range(source.url, expr, source.stretch);
    }),
  );
}
