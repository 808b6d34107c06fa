import type uPlot from 'uplot';
import type { Colour } from './pixels.js';
import { Pixels } from './pixels.js';

/** What is to be drawn through a chart besides its lines: where, and in which colour. */
export interface Stroke {
  readonly at: number;
  readonly colour: Colour;
}

export interface Asked {
  /** From side to side, at values of the left axis. */
  readonly limits: readonly Stroke[];
  /** From top to bottom, at moments. */
  readonly marks: readonly Stroke[];
}

/** A line of a chart as it is shown. */
export interface SeenLine {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** How many values have to be seen. */
  readonly points: number;
  /** The places of those at which no pixel is where the value belongs. */
  readonly missing: readonly number[];
}

/** Which part of its length can be seen of a stroke; undefined where it is outside of the chart. */
export type Share = number | undefined;

export interface SeenChart {
  /** Whether the lines can be seen as the page was found. */
  readonly isDrawn: boolean;
  readonly lines: readonly SeenLine[];
  readonly limits: readonly Share[];
  readonly marks: readonly Share[];
}

const LINE_REACH = 4;
const LINE_OPACITY = 100;
const STROKE_REACH = 1;
const STROKE_OPACITY = 30;

/** Shows the lines of a chart one by one, and looks where they are. */
export function seenChart(
  chart: uPlot,
  legend: ReadonlyMap<string, Colour>,
  { limits, marks }: Asked,
): SeenChart {
  const found = new Pixels(chart.ctx as never);
  const blank = alone(chart);
  const lines = chart.series.flatMap((_, index) =>
    index === 0 ? [] : [seenLine(chart, index, blank, legend)],
  );
  const { left, top, width, height } = chart.bbox;
  return {
    isDrawn: !found.equals(blank),
    lines,
    limits: limits.map(({ at, colour }) => {
      const y = chart.valToPos(at, 'left', true);
      if (!isWithin(y, top, height)) return undefined;
      return share(width, (step) => blank.has([left + step, y], STROKE_REACH, stroke(colour)));
    }),
    marks: marks.map(({ at, colour }) => {
      const x = chart.valToPos(at, 'x', true);
      if (!isWithin(x, left, width)) return undefined;
      return share(height, (step) => blank.has([x, top + step], STROKE_REACH, stroke(colour)));
    }),
  };
}

function seenLine(
  chart: uPlot,
  index: number,
  blank: Pixels,
  legend: ReadonlyMap<string, Colour>,
): SeenLine {
  const { label, scale = '', width } = chart.series[index] as uPlot.Series;
  const name = String(label);
  const values = chart.data[index] as (number | null)[];
  // Bars have no edge, and are darker than their name.
  const isBars = width === 0;
  const wanted = {
    colour: isBars ? undefined : legend.get(name),
    least: LINE_OPACITY,
    before: blank,
  };
  const drawn = alone(chart, index);
  const points = values.flatMap((value, place) => {
    if (value === null || !(isBars ? value > 0 : isJoined(values, place))) return [];
    const x = chart.valToPos(chart.data[0][place] ?? 0, 'x', true);
    return [{ place, x, y: chart.valToPos(value, scale, true) }];
  });
  const missing = points.filter(({ x, y }) => !drawn.has([x, y], LINE_REACH, wanted));
  return { name, values, points: points.length, missing: missing.map(({ place }) => place) };
}

/** What is on the canvas with one line only, or with none. */
function alone(chart: uPlot, index?: number): Pixels {
  chart.batch(() => {
    chart.setSeries(null, { show: false });
    if (index !== undefined) chart.setSeries(index, { show: true });
  });
  return new Pixels(chart.ctx as never);
}

/** A point without a neighbour is not drawn: there is nothing to draw a line to. */
function isJoined(values: readonly (number | null)[], place: number): boolean {
  return [values[place - 1], values[place + 1]].some((value) => typeof value === 'number');
}

function isWithin(position: number, start: number, length: number): boolean {
  return position >= start && position <= start + length;
}

function stroke(colour: Colour): { colour: Colour; least: number } {
  return { colour, least: STROKE_OPACITY };
}

function share(length: number, isSeen: (step: number) => boolean): number {
  const steps = Array.from({ length: Math.floor(length) }, (_, step) => step);
  return steps.filter(isSeen).length / steps.length;
}
