import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnnotationQuery, Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Series } from '../../../scripts/pictures/answers.js';
import { instant, range } from '../../../scripts/pictures/answers.js';
import { eachBucket } from '../../../scripts/pictures/cells.js';
import { named } from '../../../scripts/pictures/colours.js';
import { interpolated } from '../../../scripts/pictures/interpolation.js';
import { forPanel } from '../../../scripts/pictures/resolution.js';
import { seriesName } from '../../../scripts/pictures/series-names.js';
import type { Source } from '../../../scripts/pictures/source.js';
import { PACKAGE_ROOT } from '../../integration/preload/bot.js';
import type { Colour } from './pixels.js';
import type { Stroke } from './seen-chart.js';

/** A series and what it is called in its panel. */
export interface Named extends Series {
  readonly name: string;
}

/** A panel and what Prometheus has for it. */
export interface Expected {
  readonly panel: Panel;
  readonly series: readonly Named[];
  readonly limits: readonly Stroke[];
  /** Not of a panel that asks so seldom that it shows another time than the others. */
  readonly marks: readonly Stroke[];
}

/** As Grafana reads it. */
export function shipped(uid: string): Dashboard {
  const file = join(PACKAGE_ROOT, 'docker/grafana/dashboards', `${uid}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Dashboard;
}

export async function expected(dashboard: Dashboard, source: Source): Promise<Expected[]> {
  const marks = await marksOf(dashboard, source);
  return await Promise.all(
    ((dashboard.panels ?? []) as Panel[]).map(async (panel) => ({
      panel,
      series: await answers(panel, forPanel(panel, source)),
      limits: limitsOf(panel),
      marks: panel.interval === undefined ? marks : [],
    })),
  );
}

/** How many cells have something in them. */
export function cellsOf({ panel, series }: Expected): number {
  const rows =
    panel.type === 'heatmap'
      ? eachBucket(series).map(({ counts }) => counts.filter((count) => count > 0))
      : series.map(({ values }) => values.filter((value) => value !== null));
  return rows.flat().length;
}

async function answers(panel: Panel, { url, stretch, ...choice }: Source): Promise<Named[]> {
  const all = ((panel.targets ?? []) as Dataquery[]).map(async (target) => {
    const query = interpolated(target.expr, choice);
    const found =
      target.instant === true
        ? await instant(url, query, stretch.to)
        : await range(url, query, stretch);
    return found.map((one) => ({ ...one, name: seriesName(target.legendFormat, one.labels) }));
  });
  return (await Promise.all(all)).flat();
}

function limitsOf({ fieldConfig }: Panel): Stroke[] {
  const { custom, thresholds } = fieldConfig?.defaults ?? {};
  if (custom?.thresholdsStyle?.mode !== 'dashed') return [];
  return (thresholds?.steps ?? []).flatMap(({ value, color }) =>
    // Green is what lies above the lower of two limits; the line is where it is bad.
    value === null ? [] : [{ at: value, colour: rgb(color === 'green' ? 'red' : color) }],
  );
}

/** Where each annotation begins, unless another one is drawn over it. */
async function marksOf(dashboard: Dashboard, source: Source): Promise<Stroke[]> {
  const annotations = dashboard.annotations.list ?? [];
  const all = await Promise.all(annotations.map((annotation) => beginnings(annotation, source)));
  const strokes = all.flat();
  return strokes.filter(
    ({ at }, index) => !strokes.slice(index + 1).some((later) => Math.abs(later.at - at) < 0.5),
  );
}

async function beginnings(annotation: AnnotationQuery, source: Source): Promise<Stroke[]> {
  const { expr } = annotation.target as Dataquery;
  const { from, step } = source.stretch;
  const found = await range(source.url, interpolated(expr, source), source.stretch);
  return found.flatMap(({ values }) => {
    const place = values.findIndex((value) => value !== null);
    const isTime = annotation.useValueForTime === true;
    const at = isTime ? Number(values[place]) / 1000 : from + place * step;
    return place === -1 ? [] : [{ at, colour: rgb(annotation.iconColor) }];
  });
}

function rgb(name: string): Colour {
  const hex = Number.parseInt(named(name).slice(1), 16);
  return [hex >> 16, (hex >> 8) & 255, hex & 255];
}
