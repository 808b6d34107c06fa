import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Encoding } from '../../lib/otlp/encoding/encoding.js';
import { JSON_ENCODING } from '../../lib/otlp/encoding/json-encoding.js';
import { PROTOBUF_ENCODING } from '../../lib/otlp/encoding/protobuf-encoding.js';
import type { OtlpMessage } from '../../lib/otlp/model/otlp-message.js';
import { decodeJson, decodeProtobuf } from '../support/otlp/decode.js';
import { fromJson } from '../support/otlp/json-mapping.js';
import type { Message } from '../support/otlp/messages.js';
import { keyOf, seriesOf } from '../support/otlp/prometheus-series.js';
import type { SignalProtocol } from '../support/otlp/signals.js';
import { SIGNALS } from '../support/otlp/signals.js';
import { jsonOf, pushed } from './arbitraries.js';

type MetricsProtocol = SignalProtocol & { readonly signal: 'metrics' };
const METRICS = SIGNALS.find(({ signal }) => signal === 'metrics') as MetricsProtocol;

function encode(encoding: Encoding, message: OtlpMessage): Buffer {
  const steps = encoding.encode(message);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return Buffer.from(value.body);
  }
}

for (const protocol of SIGNALS) {
  describe(`any message of ${protocol.signal}`, () => {
    it('reads the same as JSON and as protobuf', () => {
      fc.assert(
        fc.property(jsonOf(protocol.request), (json) => {
          const unknown: string[] = [];
          const { request } = protocol;
          const object = request.fromObject(fromJson(request, json, unknown));
          const bytes = request.encode(object).finish();
          expect(decodeJson(protocol, JSON.stringify(json))).to.deep.equal(
            decodeProtobuf(protocol, bytes, unknown),
          );
          expect(unknown).to.deep.equal([]);
        }),
        { numRuns: 150 },
      );
    });
  });
}

describe('any push', () => {
  it('is the same message in both encodings, with nothing that the proto files do not know', () => {
    fc.assert(
      fc.property(pushed, (message) => {
        const unknown: string[] = [];
        const json = decodeJson(METRICS, encode(JSON_ENCODING, message).toString(), unknown);
        const bytes = encode(PROTOBUF_ENCODING, message);
        expect(json).to.deep.equal(decodeProtobuf(METRICS, bytes, unknown));
        expect(unknown).to.deep.equal([]);
      }),
      { numRuns: 300 },
    );
  });

  it('has all values that there are to be pushed', () => {
    fc.assert(
      fc.property(pushed, (message) => {
        const decoded = decodeProtobuf(METRICS, encode(PROTOBUF_ENCODING, message));
        expect(valuesOf(decoded)).to.deep.equal(
          message.scopes.flatMap(({ metrics }) =>
            metrics.flatMap(({ points }) => [...points].map(({ value }) => plain(value))),
          ),
        );
      }),
      { numRuns: 300 },
    );
  });
});

/** What identifies the value of a point, in either model. */
function plain(value: unknown): unknown {
  if (typeof value === 'number') return value;
  const { count, sum } = value as { count: number; sum?: number };
  return [count, sum];
}

function valuesOf({ resourceMetrics }: Message<'metrics'>): unknown[] {
  const metrics = resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap((scope) => scope.metrics),
  );
  return metrics.flatMap(({ sum, gauge, histogram, exponentialHistogram }) => [
    ...((sum ?? gauge)?.dataPoints ?? []).map(({ asDouble, asInt }) => asDouble ?? Number(asInt)),
    ...((histogram ?? exponentialHistogram)?.dataPoints ?? []).map((point) => [
      Number(point.count),
      point.sum,
    ]),
  ]);
}

describe('the series of any push', () => {
  const storable = pushed.map((message) => ({
    ...message,
    scopes: message.scopes.map((scope) => ({
      ...scope,
      metrics: scope.metrics.filter(({ kind }) => kind !== 'exponential_histogram'),
    })),
  }));
  const seriesOfPush = (message: OtlpMessage) =>
    seriesOf(decodeProtobuf(METRICS, encode(PROTOBUF_ENCODING, message)), { deltas: 'kept' });

  it('have names and labels that Prometheus takes', () => {
    fc.assert(
      fc.property(storable, (message) => {
        for (const { name, labels } of seriesOfPush(message)) {
          expect(name).to.match(/^(?:[a-zA-Z_:][a-zA-Z0-9_:]*)?(?:_(?:bucket|sum|count))?$/);
          for (const [label, value] of Object.entries(labels)) {
            if (label !== '') expect(label).to.match(/^[a-zA-Z_][a-zA-Z0-9_]*$/);
            expect(value).to.be.a('string').and.not.equal('');
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('have buckets that rise up to the count', () => {
    fc.assert(
      fc.property(storable, (message) => {
        let last = 0;
        const series = seriesOfPush(message);
        for (const [index, { labels, name, value }] of series.entries()) {
          if (labels['le'] === undefined || !name.endsWith('_bucket')) last = 0;
          else {
            expect(value, keyOf({ name, labels })).to.be.at.least(last);
            last = value;
          }
          if (labels['le'] === '+Inf') {
            const count = series
              .slice(0, index)
              .filter((each) => each.name.endsWith('_count'))
              .at(-1);
            expect(value).to.equal(count?.value);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
