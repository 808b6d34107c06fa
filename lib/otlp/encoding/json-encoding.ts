import type { OtlpMessage, OtlpMetric, OtlpScope } from '../model/otlp-message.js';
import type { EncodedAnswer, EncodedMessage, Encoding } from './encoding.js';
import { POINTS_IN_ONE_GO } from './encoding.js';
import { jsonAttributes } from './json-attributes.js';
import { jsonPoint } from './json-point.js';

/** The numbers of the enumeration, as the mapping to JSON wants them. */
const TEMPORALITY_NUMBERS = { delta: 1, cumulative: 2 } as const;
const FIELDS = {
  sum: 'sum',
  gauge: 'gauge',
  histogram: 'histogram',
  exponential_histogram: 'exponentialHistogram',
} as const;

/** Pieces of text, and how many data points are in them. */
interface Written {
  readonly text: string;
  readonly points: number;
}

/** OTLP as JSON. */
export const JSON_ENCODING: Encoding = {
  contentType: 'application/json',

  *encode({ resource, scopes }: OtlpMessage): Generator<undefined, EncodedMessage> {
    const written: string[] = [];
    let points = 0;
    for (const scope of scopes) {
      const { text, points: some } = yield* encodeScope(scope);
      if (some > 0) written.push(text);
      points += some;
    }
    const { attributes, schemaUrl } = resource;
    const head = fields({ resource: { attributes: jsonAttributes(attributes) }, schemaUrl });
    const text = `{"resourceMetrics":[{${head},"scopeMetrics":[${written.join(',')}]}]}`;
    return { body: Buffer.from(text), points };
  },

  readAnswer(body: Uint8Array): EncodedAnswer {
    if (body.length === 0) return { rejected: 0 };
    const answer: unknown = JSON.parse(Buffer.from(body).toString());
    if (typeof answer !== 'object' || answer === null) throw new TypeError('no object');
    const { partialSuccess } = answer as {
      partialSuccess?: { rejectedDataPoints?: number | string; rejectedSpans?: number | string };
    };
    const { rejectedDataPoints, rejectedSpans = 0 } = partialSuccess ?? {};
    const rejected = Number(rejectedDataPoints ?? rejectedSpans);
    if (!Number.isFinite(rejected)) throw new TypeError('no number');
    return { rejected };
  },
};

function* encodeScope(scope: OtlpScope): Generator<undefined, Written> {
  const { name, version, schemaUrl, metrics } = scope;
  const written: string[] = [];
  let points = 0;
  for (const metric of metrics) {
    const { text, points: some } = yield* encodeMetric(metric);
    if (some > 0) written.push(text);
    points += some;
  }
  const head = fields({ scope: { name, version }, schemaUrl });
  return { text: `{${head},"metrics":[${written.join(',')}]}`, points };
}

function* encodeMetric(metric: OtlpMetric): Generator<undefined, Written> {
  const { name, description, unit, kind, isMonotonic, temporality } = metric;
  const points: string[] = [];
  for (const point of metric.points) {
    points.push(JSON.stringify(jsonPoint(metric, point)));
    if (points.length % POINTS_IN_ONE_GO === 0) yield;
  }
  const head = fields({ name, description, unit });
  const rest = fields({
    ...(kind === 'gauge' ? {} : { aggregationTemporality: TEMPORALITY_NUMBERS[temporality] }),
    ...(kind === 'sum' ? { isMonotonic } : {}),
  });
  const tail = rest === '' ? '' : `,${rest}`;
  const data = `"${FIELDS[kind]}":{"dataPoints":[${points.join(',')}]${tail}}`;
  return { text: `{${head},${data}}`, points: points.length };
}

/** The fields of an object, without its braces. */
function fields(object: object): string {
  return JSON.stringify(object, wellFormed).slice(1, -1);
}

/** Half of a surrogate pair is no text; some collectors would refuse the whole message for it. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}
