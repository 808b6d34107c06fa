/**
 * Runs in the page that is photographed: draws each plot with uPlot into the box that has its number.
 */
import uPlot from 'uplot';
import { clock } from './clock.js';
import { figure } from './figures.js';
import type { Line, Plot } from './plot.js';
import { extent, stackedValues } from './shape.js';

/** As much of the page as is used here; nothing else of the project knows a browser. */
interface Box {
  readonly clientWidth: number;
  readonly clientHeight: number;
  readonly dataset: Readonly<Record<string, string>>;
  /** What is drawn in it, for whoever looks closer. */
  chart?: uPlot;
}
declare const document: { querySelectorAll(selector: string): Iterable<Box> };
declare const plots: readonly Plot[];

const GRID = 'rgba(204, 204, 220, 0.08)';
const TEXT = '#9fa0ae';
const FONT = '11px Inter, "DejaVu Sans", sans-serif';
const AXIS_WIDTH = 62;
const LINE_ALPHA = '14';

function draw(drawn: Plot, box: Box): void {
  // The top of a stack first, so that what is below covers it.
  const order = drawn.lines.map((_, index) => index);
  if (drawn.stacked) order.reverse();
  const values = stackedValues(drawn);
  const options: uPlot.Options = {
    width: box.clientWidth,
    height: box.clientHeight,
    legend: { show: false },
    cursor: { show: false },
    scales: scales(drawn),
    axes: axes(drawn),
    series: [{}, ...order.map((index) => series(drawn, drawn.lines[index] as Line))],
    hooks: {
      drawAxes: [(plot) => drawMarks(plot, drawn)],
      draw: [(plot) => drawLimits(plot, drawn)],
    },
  };
  const data = [drawn.moments, ...order.map((index) => values[index])] as uPlot.AlignedData;
  box.chart = new uPlot(options, data, box as never);
}

function scales(drawn: Plot): uPlot.Scales {
  return {
    x: { time: true },
    left: { range: () => [...extent(drawn, false)] },
    right: { range: () => [...extent(drawn, true)] },
  };
}

const LOOK = { stroke: TEXT, font: FONT, ticks: { show: false } };
const WITH_GRID = { ...LOOK, grid: { stroke: GRID, width: 1 } };

function axes(drawn: Plot): uPlot.Axis[] {
  const right = drawn.lines.find(({ onRight }) => onRight);
  const time: uPlot.Axis = { ...WITH_GRID, values: (_, splits) => splits.map(clock) };
  const left: uPlot.Axis = {
    ...WITH_GRID,
    size: AXIS_WIDTH,
    scale: 'left',
    values: figures(drawn.unit),
    ...ROUND[drawn.unit],
  };
  if (right === undefined) return [time, left];
  const values = figures(right.unit);
  return [time, left, { ...LOOK, size: AXIS_WIDTH, scale: 'right', side: 1, grid: NONE, values }];
}

/** Steps between lines that are round in a unit whose thousands are no thousands. */
const ROUND: Readonly<Record<string, { incrs: number[] }>> = {
  bytes: {
    incrs: [10, 20, 30, 40].flatMap((power) =>
      [1, 5, 10, 25, 50, 100, 250, 500].map((n) => n * 2 ** power),
    ),
  },
  s: {
    incrs: [
      0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300,
      600, 1200, 3600,
    ],
  },
};

const NONE = { show: false };

function figures(unit: string): (plot: uPlot, splits: number[]) => string[] {
  return (_, splits) => splits.map((split) => figure(Number(split.toPrecision(12)), unit));
}

function series(drawn: Plot, line: Line): uPlot.Series {
  const isFilled = drawn.stacked || drawn.bars;
  return {
    label: line.name,
    scale: line.onRight ? 'right' : 'left',
    stroke: line.colour,
    width: drawn.bars ? 0 : 1.5,
    points: { show: false },
    ...(line.onRight
      ? { dash: [8, 4] }
      : { fill: isFilled ? dimmed(line.colour) : line.colour + LINE_ALPHA }),
    ...(drawn.bars && uPlot.paths.bars !== undefined
      ? { paths: uPlot.paths.bars({ size: [0.9, 20] }) }
      : {}),
  };
}

/** On the background of a panel, and opaque: what is below in a stack must not shine through. */
function dimmed(colour: string): string {
  const background = [24, 27, 31];
  const mixed = background.map((dark, index) => {
    const bright = Number.parseInt(colour.slice(1 + index * 2, 3 + index * 2), 16);
    return Math.round(dark + (bright - dark) * 0.65);
  });
  return `rgb(${mixed.join(',')})`;
}

/** Alerts while they fire as a bar at the bottom, and where they begin, as starts, as a line. */
function drawMarks(plot: uPlot, { marks }: Plot): void {
  const { ctx, bbox } = plot;
  const [start, end] = [bbox.left, bbox.left + bbox.width];
  const bottom = bbox.top + bbox.height;
  ctx.save();
  ctx.setLineDash([3, 4]);
  for (const { from, to, colour } of marks) {
    const left = plot.valToPos(from, 'x', true);
    const right = Math.min(plot.valToPos(to, 'x', true), end);
    if (right < start || left > end) continue;
    ctx.fillStyle = colour;
    ctx.fillRect(Math.max(left, start), bottom, Math.max(right - Math.max(left, start), 3), 4);
    ctx.strokeStyle = `${colour}90`;
    ctx.beginPath();
    ctx.moveTo(left, bbox.top);
    ctx.lineTo(left, bottom);
    if (left >= start) ctx.stroke();
  }
  ctx.restore();
}

function drawLimits(plot: uPlot, { limits }: Plot): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.setLineDash([6, 6]);
  ctx.lineWidth = 1.5;
  for (const { value, colour } of limits) {
    const y = plot.valToPos(value, 'left', true);
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

for (const box of document.querySelectorAll('.plot')) {
  const drawn = plots[Number(box.dataset['plot'])];
  if (drawn !== undefined) draw(drawn, box);
}
