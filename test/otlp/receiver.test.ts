import { ExportResultCode } from '@opentelemetry/core';
import { expect } from 'chai';
import { diagLines } from '../support/diag-lines.js';
import type { Behaviour } from '../support/otlp/behaviour.js';
import {
  grpcStatus,
  hang,
  ok,
  partial,
  reset,
  rubbish,
  slow,
  status,
} from '../support/otlp/behaviour.js';
import type { ReceiverOptions } from '../support/otlp/otlp-receiver.js';
import { OtlpReceiver } from '../support/otlp/otlp-receiver.js';
import { PARENT_ID, TRACE_ID } from './recordings.js';
import type { Destination, Protocol } from './stock-exporters.js';
import { PROTOCOLS, send } from './stock-exporters.js';

const sideOf = (protocol: Protocol): 'http' | 'grpc' => (protocol === 'grpc' ? 'grpc' : 'http');

/** Runs `action` with a receiver that is stopped afterwards, whatever happens. */
async function withReceiver(
  options: ReceiverOptions,
  action: (receiver: OtlpReceiver) => Promise<void>,
): Promise<void> {
  const receiver = await OtlpReceiver.start(options);
  try {
    await action(receiver);
  } finally {
    await receiver.stop();
  }
}

for (const protocol of PROTOCOLS) {
  describe(`the OTLP receiver of the tests, given ${protocol} by OpenTelemetry's exporters`, () => {
    const side = sideOf(protocol);

    it('reads metrics', () =>
      withReceiver({ protocol: side }, async (receiver) => {
        const result = await send('metrics', { protocol, url: receiver.url });
        expect(result.code).to.equal(ExportResultCode.SUCCESS);
        const request = await receiver.waitFor(({ signal }) => signal === 'metrics');
        expect(request.protocol).to.equal(protocol);
        expect(request.headers['x-key']).to.equal('k');
        const [message] = receiver.messages('metrics');
        const [{ resource, scopeMetrics } = { resource: null, scopeMetrics: [] }] =
          message?.resourceMetrics ?? [];
        expect(resource?.attributes[0]).to.deep.equal({
          key: 'service.name',
          value: { stringValue: 'grid-bot' },
        });
        expect(scopeMetrics[0]?.scope).to.deep.include({ name: 'test', version: '1.2.3' });
        const [orders, open, usage, latency] = scopeMetrics[0]?.metrics ?? [];
        expect(orders?.sum).to.deep.include({ aggregationTemporality: 2, isMonotonic: true });
        expect(orders?.sum?.dataPoints[0]).to.deep.include({
          attributes: [
            { key: 'side', value: { stringValue: 'buy' } },
            { key: 'nr', value: { intValue: '7' } },
          ],
          asDouble: 3,
        });
        expect(open?.sum?.isMonotonic).to.equal(false);
        expect(open?.sum?.dataPoints[0]?.asDouble).to.equal(-2.5);
        expect(usage?.gauge?.dataPoints[0]?.asDouble).to.equal(0.25);
        expect(latency?.histogram?.dataPoints[0]).to.deep.include({
          count: '3',
          sum: 20.6,
          min: 0.1,
          max: 20,
          bucketCounts: ['1', '1', '0', '1'],
          explicitBounds: [0.1, 1, 10],
        });
        expect(latency?.histogram?.dataPoints[0]?.timeUnixNano).to.match(/^\d{19}$/);
      }));

    it('reads traces', () =>
      withReceiver({ protocol: side }, async (receiver) => {
        expect((await send('traces', { protocol, url: receiver.url })).code).to.equal(0);
        const span = receiver.messages('traces')[0]?.resourceSpans[0]?.scopeSpans[0]?.spans[0];
        expect(span).to.deep.include({
          name: 'order create',
          kind: 3,
          traceId: TRACE_ID,
          parentSpanId: PARENT_ID,
          attributes: [
            { key: 'exchange', value: { stringValue: 'kraken' } },
            { key: 'retries', value: { intValue: '2' } },
            { key: 'dry', value: { boolValue: false } },
            {
              key: 'symbols',
              value: {
                arrayValue: { values: [{ stringValue: 'BTC/USD' }, { stringValue: 'XRP/USD' }] },
              },
            },
          ],
        });
        expect(span?.spanId).to.match(/^[\da-f]{16}$/);
        expect(span?.events[0]).to.deep.include({ name: 'fill' });
        expect(span?.events[0]?.attributes[0]?.value).to.deep.equal({ doubleValue: 1.5 });
        expect(span?.links[0]).to.deep.include({ traceId: TRACE_ID, spanId: PARENT_ID });
        expect(span?.status?.code).to.equal(2);
      }));

    it('reads logs', () =>
      withReceiver({ protocol: side }, async (receiver) => {
        expect((await send('logs', { protocol, url: receiver.url })).code).to.equal(0);
        const record = receiver.messages('logs')[0]?.resourceLogs[0]?.scopeLogs[0]?.logRecords[0];
        expect(record).to.deep.include({
          body: { stringValue: 'order placed' },
          severityNumber: 9,
          traceId: TRACE_ID,
          spanId: PARENT_ID,
        });
      }));

    it('reads what is packed, and says that it was', () =>
      withReceiver({ protocol: side }, async (receiver) => {
        await send('metrics', { protocol, url: receiver.url });
        await send('metrics', { protocol, url: receiver.url, compression: 'gzip' });
        const [plain, packed] = receiver.requests;
        expect([plain?.compression, packed?.compression]).to.deep.equal(['none', 'gzip']);
        expect(packed?.sentBytes).to.be.lessThan(packed?.raw.length ?? 0);
        expect(packed?.message).to.have.deep.nested.property(
          'resourceMetrics[0].scopeMetrics[0].metrics.length',
          4,
        );
      }));

    it('speaks TLS, and wants a client certificate where it is told to', () =>
      withReceiver({ protocol: side, tls: 'server', clientCa: 'ca' }, async (receiver) => {
        const destination: Destination = { protocol, url: receiver.url, ca: 'ca' };
        const known = await send('metrics', { ...destination, client: 'client' });
        expect(known.code).to.equal(ExportResultCode.SUCCESS);
        expect(receiver.requests[0]?.client).to.equal('genesis-otel test client');
        const timeoutMillis = 500;
        const unknown = await send('metrics', {
          ...destination,
          client: 'client-next',
          timeoutMillis,
        });
        const nobody = await send('metrics', { ...destination, timeoutMillis });
        expect([unknown.code, nobody.code]).to.deep.equal([1, 1]);
        expect(receiver.requests).to.have.length(1);
      }));

    it('shows the server certificate that it is told to show', () =>
      withReceiver({ protocol: side, tls: 'server-next' }, async (receiver) => {
        const destination: Destination = { protocol, url: receiver.url, timeoutMillis: 500 };
        expect((await send('metrics', { ...destination, ca: 'ca' })).code).to.equal(1);
        expect((await send('metrics', { ...destination, ca: 'ca-next' })).code).to.equal(0);
        expect(receiver.requests[0]?.client).to.equal(undefined);
      }));

    const failures: Record<string, Behaviour> = {
      'a reset half way': reset,
      'no answer': hang,
      'an answer that comes too late': slow(60_000),
      'a status of HTTP': status(400, { 'x-why': 'not today' }, 'no'),
      ...(protocol === 'grpc' ? { 'a status of gRPC': grpcStatus(3, 'no: 100 %') } : {}),
    };
    for (const [name, behaviour] of Object.entries(failures)) {
      it(`makes an exporter fail by ${name}`, () =>
        withReceiver({ protocol: side, behave: behaviour }, async (receiver) => {
          const destination: Destination = { protocol, url: receiver.url, timeoutMillis: 300 };
          const result = await send('metrics', destination);
          expect(result.code).to.equal(ExportResultCode.FAILED);
          expect(receiver.requests).to.not.have.length(0);
          receiver.respond(ok);
          const next = await send('metrics', { ...destination, timeoutMillis: 10_000 });
          expect(next.code).to.equal(ExportResultCode.SUCCESS);
        }));
    }

    it('tells what was refused of an accepted request', () =>
      withReceiver({ protocol: side, behave: partial(2, 'too old') }, async (receiver) => {
        const lines = await diagLines(async () => {
          expect((await send('traces', { protocol, url: receiver.url })).code).to.equal(0);
        });
        expect(lines.join()).to.match(/rejectedSpans.*2.*too old/s);
      }));

    it('talks rubbish in a way that an exporter takes for an answer, or not', () =>
      withReceiver({ protocol: side, behave: rubbish }, async (receiver) => {
        const lines = await diagLines(() => send('metrics', { protocol, url: receiver.url }));
        expect(receiver.requests).to.have.length(1);
        expect(lines.join()).to.not.equal('');
      }));

    it('answers later, and one thing after another', () =>
      withReceiver({ protocol: side }, async (receiver) => {
        receiver.respond(slow(20), status(400), ok);
        const codes: number[] = [];
        for (let turn = 0; turn < 4; turn += 1) {
          codes.push((await send('metrics', { protocol, url: receiver.url })).code);
        }
        expect(codes).to.deep.equal([0, 1, 0, 0]);
      }));

    it('goes down and comes back on its port', () =>
      withReceiver({ protocol: side }, async (receiver) => {
        const destination: Destination = { protocol, url: receiver.url, timeoutMillis: 300 };
        await receiver.goDown();
        expect((await send('metrics', destination)).code).to.equal(ExportResultCode.FAILED);
        await receiver.comeBack();
        expect(receiver.url).to.equal(destination.url);
        const back = await send('metrics', { ...destination, timeoutMillis: 10_000 });
        expect(back.code).to.equal(ExportResultCode.SUCCESS);
      }));
  });
}

describe('the OTLP receiver of the tests', () => {
  it('waits for a request that has not come yet', () =>
    withReceiver({}, async (receiver) => {
      const logs = receiver.waitFor(({ signal }) => signal === 'logs');
      for (const signal of ['metrics', 'traces', 'logs'] as const) {
        await send(signal, { protocol: 'http/json', url: receiver.url });
      }
      expect((await logs).path).to.equal('/v1/logs');
    }));

  it('says what came while nothing came that was waited for', () =>
    withReceiver({}, async (receiver) => {
      await send('traces', { protocol: 'http/json', url: receiver.url });
      const message = await receiver.waitFor(() => false, 10).catch(String);
      expect(message).to.contain('traces /v1/traces');
    }));

  it('leaves nothing open, not even with a call that it hangs on', async () => {
    const receiver = await OtlpReceiver.start({ behave: hang });
    const sent = send('metrics', {
      protocol: 'http/json',
      url: receiver.url,
      timeoutMillis: 5_000,
    });
    await receiver.waitFor(() => true);
    await receiver.stop();
    expect((await sent).code).to.equal(ExportResultCode.FAILED);
    expect(receiver.connections).to.equal(0);
  });

  const post = (receiver: OtlpReceiver, body: string | Uint8Array, type = 'application/json') =>
    fetch(`${receiver.url}/v1/metrics`, {
      method: 'POST',
      body,
      headers: { 'content-type': type, connection: 'close' },
    });

  it('refuses what it cannot read, and does not let it pass', async () => {
    const receiver = await OtlpReceiver.start();
    expect((await post(receiver, '{')).status).to.equal(400);
    expect((await post(receiver, Buffer.from([0xff]), 'application/x-protobuf')).status).to.equal(
      400,
    );
    expect((await post(receiver, '{}', 'text/plain')).status).to.equal(415);
    expect(receiver.requests).to.have.length(0);
    const stopped = await receiver.stop().catch(String);
    expect(stopped).to.contain('http/json').and.to.contain('http/protobuf');
  });

  it('takes a message with an unknown field, and tells of the field', () =>
    withReceiver({}, async (receiver) => {
      const body = '{"resourceMetrics":[{"scope_metrics":[]}]}';
      expect((await post(receiver, body)).status).to.equal(200);
      expect(receiver.takeFaults()).to.deep.equal([
        'ExportMetricsServiceRequest.resourceMetrics[0].scope_metrics',
      ]);
      // Field 9 of ResourceMetrics, which is field 1 of the message.
      const bytes = Buffer.from([0x0a, 2, 9 << 3, 1]);
      expect((await post(receiver, bytes, 'application/x-protobuf')).status).to.equal(200);
      expect(receiver.takeFaults()).to.deep.equal([
        'ExportMetricsServiceRequest.resourceMetrics.9',
      ]);
    }));
});
