import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Stretch } from './answers.js';
import { moments, range } from './answers.js';
import { named } from './colours.js';
import { interpolated } from './interpolation.js';
import type { Mark } from './plot.js';
import type { Source } from './source.js';

/** What the annotations of a dashboard mark. */
export async function marksOf(dashboard: Dashboard, source: Source): Promise<Mark[]> {
  const all = (dashboard.annotations.list ?? []).map(async (annotation) => {
    const { expr } = annotation.target as Dataquery;
    const series = await range(source.url, interpolated(expr, source), source.stretch);
    const colour = named(annotation.iconColor);
    return series.flatMap(({ values }) =>
      annotation.useValueForTime === true
        ? times(values, source.stretch, colour)
        : stretches(values, source.stretch, colour),
    );
  });
  return (await Promise.all(all)).flat();
}

/** From each value above 0 to the last one that follows it without a gap. */
export function stretches(
  values: readonly (number | null)[],
  stretch: Stretch,
  colour: string,
): Mark[] {
  const at = moments(stretch);
  const marks: Mark[] = [];
  values.forEach((value, index) => {
    if (!((value ?? 0) > 0)) return;
    const moment = at[index] ?? stretch.from;
    const before = marks.at(-1);
    if (before !== undefined && before.to >= moment - stretch.step) {
      marks[marks.length - 1] = { ...before, to: moment };
    } else marks.push({ from: moment, to: moment, colour });
  });
  return marks;
}

/** Values that are times in milliseconds; those that are next to each other are one. */
export function times(
  values: readonly (number | null)[],
  { from, step }: Stretch,
  colour: string,
): Mark[] {
  const marks: Mark[] = [];
  for (const value of values) {
    const moment = (value ?? 0) / 1000;
    const before = marks.at(-1);
    if (moment < from || (before !== undefined && moment - before.to <= step)) continue;
    marks.push({ from: moment, to: moment, colour });
  }
  return marks;
}
