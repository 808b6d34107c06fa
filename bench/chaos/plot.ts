/** A line of a plot. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Panel {
  readonly title: string;
  readonly lines: readonly Line[];
  /** The least that the axis reaches to. */
  readonly least: number;
}

/** A stretch of the horizontal axis that is shaded. */
export interface Shade {
  readonly from: number;
  readonly to: number;
}

const WIDTH = 900;
const PANEL = 190;
const [LEFT, RIGHT, TOP, BOTTOM] = [56, 12, 30, 24];
const COLOURS = ['#7a7a7a', '#1f77b4', '#d9480f', '#2b8a3e'];
const STEPS = 4;
/** What a step of an axis may be. */
const ROUND = [1, 2, 5, 10, 20, 25, 50, 100, 250, 500, 1_000];

/** Panels one below the other with a common axis of minutes, as SVG. */
export function plot(panels: readonly Panel[], shades: readonly Shade[], minutes: number): string {
  const height = panels.length * PANEL;
  const body = panels.map((panel, at) => panelAt(panel, shades, minutes, at * PANEL));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="11" fill="#333">`,
    `<title>${panels.map(({ title }) => title).join('; ')}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...body,
    '</svg>\n',
  ].join('\n');
}

function panelAt(panel: Panel, shades: readonly Shade[], minutes: number, y: number): string {
  const { title, lines, least } = panel;
  const greatest = Math.max(...lines.flatMap(({ points }) => points.map(([, value]) => value)));
  const step = ROUND.find((one) => one * STEPS >= Math.max(least, greatest)) ?? greatest / STEPS;
  const most = step * STEPS;
  const [top, bottom] = [y + TOP, y + PANEL - BOTTOM];
  const xOf = (minute: number): string =>
    (LEFT + (minute / minutes) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const yOf = (value: number): string => (bottom - (value / most) * (bottom - top)).toFixed(1);
  const grid = Array.from({ length: STEPS + 1 }, (_, at) => {
    const value = at * step;
    const text = `<text x="${LEFT - 6}" y="${yOf(value)}" dy="4" text-anchor="end">${value}</text>`;
    return `<path d="M${LEFT} ${yOf(value)}H${WIDTH - RIGHT}" stroke="#ddd"/>${text}`;
  });
  const ticks = Array.from({ length: Math.floor(minutes) + 1 }, (_, minute) => {
    return `<text x="${xOf(minute)}" y="${bottom + 15}" text-anchor="middle">${minute}${minute === 0 ? ' min' : ''}</text>`;
  });
  return [
    `<text x="${LEFT}" y="${y + 16}" font-weight="bold">${title}</text>`,
    ...shades.map(({ from, to }) => {
      const width = (Number(xOf(to)) - Number(xOf(from))).toFixed(1);
      return `<rect x="${xOf(from)}" y="${top}" width="${width}" height="${bottom - top}" fill="#fde8e0"/>`;
    }),
    ...grid,
    ...ticks,
    ...lines.map(({ name, points }, at) => {
      const path = points.map(([x, value]) => `${xOf(x)} ${yOf(value)}`).join('L');
      const colour = COLOURS[at % COLOURS.length];
      const legend = `<text x="${WIDTH - RIGHT - 150 * (lines.length - at)}" y="${y + 16}" fill="${colour}">${name}</text>`;
      return `<path d="M${path}" fill="none" stroke="${colour}" stroke-width="1.2"/>${legend}`;
    }),
  ].join('\n');
}

const BARS = '▁▂▃▄▅▆▇█';

/** Values as a row of bars, from 0 up to the greatest. */
export function sparkline(values: readonly number[], width: number): string {
  const most = Math.max(...values);
  return Array.from({ length: Math.min(width, values.length) }, (_, at) => {
    const value = values[Math.floor((at * values.length) / Math.min(width, values.length))] ?? 0;
    return BARS[Math.round((value / most) * (BARS.length - 1))];
  }).join('');
}
