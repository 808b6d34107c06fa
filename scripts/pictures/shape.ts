import type { Plot } from './plot.js';

/** The lowest and the highest of an axis. */
export type Extent = readonly [low: number, high: number];

/**
 * The lines as they are drawn: those of a stacked plot lie on one another, the last one on top. What
 * is absent there adds nothing.
 */
export function stackedValues({ lines, stacked }: Plot): readonly (readonly (number | null)[])[] {
  if (!stacked) return lines.map(({ values }) => values);
  let below: readonly number[] = [];
  return lines.map(({ values }) => {
    below = values.map((value, index) => (value ?? 0) + (below[index] ?? 0));
    return below;
  });
}

/** How far an axis reaches: over all that is drawn against it, and to what the panel asks for. */
export function extent(plot: Plot, onRight: boolean): Extent {
  const drawn = stackedValues(plot).filter((_, index) => plot.lines[index]?.onRight === onRight);
  const values = drawn.flat().filter((value): value is number => value !== null);
  const own: Partial<Pick<Plot, 'min' | 'max' | 'softMax'>> = onRight ? {} : plot;
  const low = own.min ?? lowest(values);
  const high = own.max ?? Math.max(highest(values), own.softMax ?? Number.NEGATIVE_INFINITY);
  const room = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  return [own.min ?? low - room, own.max ?? high + room];
}

function lowest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), values[0] ?? 0);
}

function highest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), values[0] ?? 1);
}
