import { JsonMetricsSerializer, ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { decoded, ENCODINGS, encoded } from './encoded.js';
import { collected } from './metric-data.js';

const SERIALIZERS = { protobuf: ProtobufMetricsSerializer, json: JsonMetricsSerializer } as const;

describe('a message of metrics', () => {
  for (const name of ['protobuf', 'json'] as const) {
    it(`says in ${name} what the serializer of OpenTelemetry says`, () => {
      fc.assert(
        fc.property(collected, (metrics) => {
          const { body, points } = encoded(ENCODINGS[name], metrics);
          const theirs = SERIALIZERS[name].serializeRequest(metrics) ?? new Uint8Array();
          expect(decoded(name, body)).to.deep.equal(decoded(name, theirs));
          const all = metrics.scopeMetrics.flatMap((scope) => scope.metrics);
          expect(points).to.equal(all.reduce((sum, { dataPoints }) => sum + dataPoints.length, 0));
        }),
        { numRuns: 300 },
      );
    });
  }

  it('says the same in both encodings', () => {
    fc.assert(
      fc.property(collected, (metrics) => {
        const [protobuf, json] = (['protobuf', 'json'] as const).map((name) =>
          decoded(name, encoded(ENCODINGS[name], metrics).body),
        );
        expect(protobuf).to.deep.equal(json);
      }),
      { numRuns: 100 },
    );
  });
});
