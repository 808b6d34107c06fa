import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Series, Stretch } from './answers.js';
import { clock } from './clock.js';
import { named } from './colours.js';
import { figure } from './figures.js';
import { escaped } from './markup.js';
import { seriesName } from './series-names.js';

/** Counts that are added up from one bucket to the next, as counts of each bucket alone. */
export function eachBucket(series: readonly Series[]): { le: number; counts: number[] }[] {
  const rising = series
    .map(({ labels, values }) => ({ le: Number(labels['le']?.replace('Inf', 'Infinity')), values }))
    .sort((a, b) => a.le - b.le);
  return rising.map(({ le, values }, index) => ({
    le,
    counts: values.map((value, at) =>
      Math.max(0, (value ?? 0) - (index === 0 ? 0 : (rising[index - 1]?.values[at] ?? 0))),
    ),
  }));
}

/** From dark to bright, as a share of the fullest cell; the root lets few be seen beside many. */
export function heat(count: number, most: number): string {
  const share = Math.sqrt(count / most);
  const mix = (from: number, to: number): number => Math.round(from + (to - from) * share);
  return `rgb(${mix(50, 255)},${mix(54, 152)},${mix(90, 48)})`;
}

/** The time below cells or bars, which have no axis of their own. */
function clockMarkup({ from, to }: Stretch, indent: string): string {
  const at = [0, 1, 2, 3].map((third) => clock(from + ((to - from) * third) / 3));
  return `<div class="clock" style="--names:${indent}">${at.map((text) => `<span>${text}</span>`).join('')}</div>`;
}

/** A histogram over time: a row a bucket, a column a moment. */
export function heatmapMarkup(
  panel: Panel,
  [series = []]: readonly (readonly Series[])[],
  stretch: Stretch,
): string {
  const buckets = eachBucket(series);
  const used = buckets.filter(({ counts }) => counts.some((count) => count > 0));
  const [first, last] = [used[0], used.at(-1)];
  if (first === undefined || last === undefined) return '<p class="none">no data</p>';
  const rows = buckets.slice(buckets.indexOf(first), buckets.indexOf(last) + 1).reverse();
  const columns = rows[0]?.counts.length ?? 1;
  const most = Math.max(...rows.flatMap(({ counts }) => counts));
  const cells = rows.flatMap(({ counts }, y) =>
    counts.flatMap((count, x) =>
      count === 0
        ? []
        : [`<rect x="${x}" y="${y}" width="0.92" height="0.92" fill="${heat(count, most)}"/>`],
    ),
  );
  const unit = panel.fieldConfig?.defaults.unit ?? 'short';
  const labels = rows.map(
    ({ le }) => `<span>${le === Number.POSITIVE_INFINITY ? '∞' : figure(le, unit)}</span>`,
  );
  return `<div class="cells"><div class="names">${labels.join('')}</div><svg viewBox="0 0 ${columns} ${rows.length}" preserveAspectRatio="none">${cells.join('')}</svg></div>${clockMarkup(stretch, '62px')}`;
}

/** Something that is up or not, a bar each. */
export function timelineMarkup(
  panel: Panel,
  [series = []]: readonly (readonly Series[])[],
  stretch: Stretch,
): string {
  const [target] = (panel.targets ?? []) as Dataquery[];
  const rows = series.map(({ labels, values }) => {
    const name = escaped(seriesName(target?.legendFormat, labels));
    const cells = values.flatMap((value, x) =>
      value === null
        ? []
        : [
            `<rect x="${x}" y="0" width="1.2" height="1" fill="${named(value === 1 ? 'green' : 'red')}"/>`,
          ],
    );
    return `<div class="state"><span>${name}</span><svg viewBox="0 0 ${values.length} 1" preserveAspectRatio="none">${cells.join('')}</svg></div>`;
  });
  return `<div class="states">${rows.join('')}</div>${clockMarkup(stretch, '210px')}`;
}
