import { parseText } from '../support/exposition/parse-exposition.js';
import type { Message } from '../support/otlp/messages.js';
import { keyOf, seriesOf } from '../support/otlp/prometheus-series.js';

/** Values by name and labels, the labels in order. */
export type Values = ReadonlyMap<string, number>;

/** What a Prometheus stores of a push, without what it makes of the resource. */
export function valuesOfPush(message: Message<'metrics'>): Values {
  const series = seriesOf(message).filter(({ name }) => name !== 'target_info');
  return new Map(
    series.map(({ name, labels: { job, instance, ...labels }, value }) => [
      keyOf({ name, labels }),
      value,
    ]),
  );
}

/** The same of a scrape. */
export function valuesOfScrape(text: string): Values {
  const samples = parseText(text).flatMap((family) => family.samples);
  const series = samples.filter(({ name }) => name !== 'target_info');
  return new Map(series.map((each) => [keyOf(each), each.value]));
}

/** The key of a series. */
export function key(name: string, labels: Readonly<Record<string, string>> = {}): string {
  return keyOf({ name, labels });
}
