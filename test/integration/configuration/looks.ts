import type { AnyValue, KeyValue, Metric, Span } from '../../support/otlp/messages.js';
import type { OtlpRequest } from '../../support/otlp/otlp-request.js';
import type { Outcome } from './run.js';

type Signal = OtlpRequest['signal'];

/** The requests of a signal that a receiver has got. */
export function pushes(outcome: Outcome, receiver = 'main', signal: Signal = 'metrics') {
  return (outcome.received[receiver] ?? []).filter((request) => request.signal === signal);
}

/** What a receiver knows of the first push, beside what is in it. */
export function wire(outcome: Outcome, receiver = 'main', signal: Signal = 'metrics') {
  const [first] = pushes(outcome, receiver, signal);
  if (first === undefined) return undefined;
  const { protocol, path, headers, compression, client } = first;
  return { protocol, path, header: headers['x-tenant'], compression, client };
}

/** An attribute of the resource of the first push. */
export function resource(outcome: Outcome, key: string): unknown {
  const [first] = pushes(outcome);
  if (first?.signal !== 'metrics') return undefined;
  return attribute(first.message.resourceMetrics[0]?.resource?.attributes ?? [], key);
}

export function attribute(attributes: readonly KeyValue[], key: string): unknown {
  return plain(attributes.find((entry) => entry.key === key)?.value ?? undefined);
}

function plain(value: AnyValue | undefined): unknown {
  return value?.stringValue ?? value?.intValue ?? value?.doubleValue ?? value?.boolValue;
}

/** A metric as it was pushed first. */
export function metric(outcome: Outcome, name: string): Metric | undefined {
  return pushes(outcome)
    .flatMap((push) => (push.signal === 'metrics' ? push.message.resourceMetrics : []))
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
    .find((metric) => metric.name === name);
}

/** The spans that a receiver has got. */
export function spans(outcome: Outcome, receiver = 'main'): Span[] {
  return (outcome.received[receiver] ?? []).flatMap((request) =>
    request.signal === 'traces'
      ? request.message.resourceSpans.flatMap(({ scopeSpans }) =>
          scopeSpans.flatMap((scope) => scope.spans),
        )
      : [],
  );
}

/** A span that the bot has made by itself. */
export function decided(outcome: Outcome, receiver = 'main'): Span | undefined {
  return spans(outcome, receiver).find(({ name }) => name === 'decide');
}

/** A sample of the scrape; undefined where there is none. */
export function sample(outcome: Outcome, series: string): string | undefined {
  const lines = outcome.scrapes['plain']?.text.split('\n') ?? [];
  return lines.find((line) => line.startsWith(`${series} `))?.slice(series.length + 1);
}

/** Whether the bot has said a line that matches. */
export function says(pattern: RegExp) {
  return ({ ending }: Outcome): boolean => pattern.test(ending.stderr);
}
