import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Series } from './answers.js';
import { named, ofSeries } from './colours.js';
import { figure } from './figures.js';
import { isMeant, seriesName } from './series-names.js';

/** A line of a plot. */
export interface Line {
  readonly name: string;
  readonly colour: string;
  /** The unit of its axis; the one of the plot is on the left. */
  readonly unit: string;
  readonly onRight: boolean;
  readonly values: readonly (number | null)[];
}

/** Something that happened: where it is marked, in seconds. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly colour: string;
}

/** All that the page needs to draw a panel with a time axis. */
export interface Plot {
  readonly unit: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  readonly softMax?: number;
  readonly stacked: boolean;
  readonly bars: boolean;
  readonly moments: readonly number[];
  readonly lines: readonly Line[];
  readonly limits: readonly { readonly value: number; readonly colour: string }[];
  readonly marks: readonly Mark[];
}

interface Custom {
  readonly drawStyle?: string;
  readonly axisSoftMax?: number;
  readonly stacking?: { readonly mode: string };
  readonly thresholdsStyle?: { readonly mode: string };
}

type Override = NonNullable<Panel['fieldConfig']>['overrides'][number];

/** A panel of Grafana and the answers to its queries, one list a query, as a plot. */
export function plot(
  panel: Panel,
  answers: readonly (readonly Series[])[],
  moments: readonly number[],
  marks: readonly Mark[],
): Plot {
  const { unit = 'short', decimals, min, max, custom, thresholds } = fieldsOf(panel);
  const { drawStyle, axisSoftMax, stacking, thresholdsStyle } = (custom ?? {}) as Custom;
  const steps = thresholdsStyle === undefined ? [] : (thresholds?.steps ?? []);
  return {
    unit,
    ...(decimals === undefined ? {} : { decimals }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(axisSoftMax === undefined ? {} : { softMax: axisSoftMax }),
    stacked: stacking?.mode === 'normal',
    bars: drawStyle === 'bars',
    moments,
    lines: linesOf(panel, answers, unit),
    limits: steps.flatMap(({ value, color }) =>
      value === null ? [] : [{ value, colour: named(color === 'green' ? 'red' : color) }],
    ),
    marks,
  };
}

function fieldsOf(panel: Panel): NonNullable<Panel['fieldConfig']>['defaults'] {
  return panel.fieldConfig?.defaults ?? {};
}

function linesOf(panel: Panel, answers: readonly (readonly Series[])[], unit: string): Line[] {
  const targets = (panel.targets ?? []) as Dataquery[];
  const named = answers.flatMap((series, index) =>
    series.map(({ labels, values }) => ({
      name: seriesName(targets[index]?.legendFormat, labels),
      values,
    })),
  );
  return named.map(({ name, values }, index) => {
    const own = (panel.fieldConfig?.overrides ?? []).filter(({ matcher }) =>
      isMeant(String(matcher.options), name),
    );
    return {
      name,
      values,
      colour: colourOf(own) ?? ofSeries(index),
      unit: (set(own, 'unit') as string | undefined) ?? unit,
      onRight: set(own, 'custom.axisPlacement') === 'right',
    };
  });
}

function colourOf(overrides: readonly Override[]): string | undefined {
  const colour = set(overrides, 'color') as { fixedColor: string } | undefined;
  return colour === undefined ? undefined : named(colour.fixedColor);
}

function set(overrides: readonly Override[], id: string): unknown {
  return overrides.flatMap(({ properties }) => properties).find((one) => one.id === id)?.value;
}

/** What the legend says of a line: how it is now, and the most it was. */
export function legendOf(line: Line, decimals?: number): readonly [last: string, max: string] {
  const known = line.values.filter((value) => value !== null);
  const last = known.at(-1);
  if (last === undefined) return ['–', '–'];
  const highest = known.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return [figure(last, line.unit, decimals), figure(highest, line.unit, decimals)];
}
