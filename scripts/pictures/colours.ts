import type { Threshold } from '@grafana/grafana-foundation-sdk/dashboard';

/** What the names of colours look like on a dark page. */
const NAMED: Readonly<Record<string, string>> = {
  green: '#73BF69',
  yellow: '#FADE2A',
  orange: '#FF9830',
  red: '#F2495C',
  blue: '#5794F2',
  text: '#CCCCDC',
};

const SERIES = [
  '#73BF69',
  '#FADE2A',
  '#5794F2',
  '#FF9830',
  '#F2495C',
  '#B877D9',
  '#8AB8FF',
  '#56A64B',
  '#E0B400',
  '#C4162A',
];

/** The colour that a name stands for. */
export function named(name: string): string {
  const colour = NAMED[name];
  if (colour === undefined) throw new Error(`colour ${name} is not known here`);
  return colour;
}

/** The colour of the nth series. */
export function ofSeries(index: number): string {
  return SERIES[index % SERIES.length] ?? '#73BF69';
}

/** The colour of the highest step that a value has reached. */
export function reached(value: number, steps: readonly Threshold[]): string {
  const step = steps.filter((candidate) => candidate.value === null || value >= candidate.value);
  return named(step.at(-1)?.color ?? 'text');
}
