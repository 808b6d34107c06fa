import { reportOnce } from '../../diagnostics/report.js';
import { numberText } from './numbers.js';
import type { SeriesContext, SeriesWriter } from './series-writer.js';
import { braced, createdLine } from './series-writer.js';

export function gaugeWriter({ name }: SeriesContext): SeriesWriter<number> {
  return ({ value }, labels) => `${name}${braced(labels)} ${numberText(value)}\n`;
}

export function counterWriter(context: SeriesContext): SeriesWriter<number> {
  const { name, format, hasCreated, exemplars } = context;
  const total = `${name}_total`;
  return ({ value, attributes, startTime }, labels) => {
    if (!format.isLenient && !(value >= 0)) return reportNoCounter(total);
    const set = braced(labels);
    const exemplar = format.exemplar(exemplars?.of(attributes)[0]);
    const created = hasCreated ? createdLine(name, set, startTime) : '';
    return `${total}${set} ${numberText(value)}${exemplar}\n${created}`;
  };
}

function reportNoCounter(name: string): '' {
  reportOnce(
    `exposition:no-counter:${name}`,
    `a series of the counter ${name} is negative or NaN, which OpenMetrics does not allow; it is left out of the scrape`,
  );
  return '';
}
