import { context, propagation, trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { startGenesis } from '../../lib/sdk.js';
import { diagLines } from '../support/diag-lines.js';
import { OtlpReceiver } from '../support/otlp/otlp-receiver.js';

/** Where OpenTelemetry keeps the provider of logs. */
const LOGS = Symbol.for('io.opentelemetry.js.api.logs');

function spansIn(receiver: OtlpReceiver): string[] {
  return receiver
    .messages('traces')
    .flatMap(({ resourceSpans }) => resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap(({ spans }) => spans.map(({ name }) => name));
}

/**
 * After its end our tracer provider stayed registered with OpenTelemetry, which refuses the next one:
 * a second start, or the bot's own set-up, made its spans for nobody. An empty provider of logs was
 * registered beside it, so that the bot's own had no place from the start.
 */
describe('traces after traces', () => {
  let receiver: OtlpReceiver;

  beforeEach(async () => {
    receiver = await OtlpReceiver.start();
  });

  afterEach(async () => {
    for (const api of [trace, context, propagation]) api.disable();
    Reflect.deleteProperty(globalThis, LOGS);
    await receiver.stop();
  });

  const start = () =>
    startGenesis({
      instrumentations: [],
      exporters: [],
      traces: { exporters: ['otlp'], url: `${receiver.url}/v1/traces` },
    });

  it('are exported by the second start as they were by the first', async () => {
    const lines = await diagLines(async () => {
      for (const name of ['first', 'second']) {
        const genesis = start();
        trace.getTracer('bot').startSpan(name).end();
        await genesis.shutdown();
      }
    });
    expect(spansIn(receiver)).to.deep.equal(['first', 'second']);
    expect(lines).to.deep.equal([]);
  });

  it('are the bot’s own once ours have ended', async () => {
    const exporter = new InMemorySpanExporter();
    const sdk = new NodeSDK({
      autoDetectResources: false,
      metricReaders: [],
      logRecordProcessors: [],
      spanProcessors: [new SimpleSpanProcessor({ exporter })],
    });
    const lines = await diagLines(async () => {
      await start().shutdown();
      sdk.start();
      trace.getTracer('bot').startActiveSpan('own', (span) => {
        expect(trace.getActiveSpan()).to.equal(span);
        span.end();
      });
    });
    expect(exporter.getFinishedSpans().map(({ name }) => name)).to.deep.equal(['own']);
    expect(lines).to.deep.equal([]);
  });

  it('are those of a set-up that was there first, and one line says so', async () => {
    const exporter = new InMemorySpanExporter();
    const provider = new TracerProvider({
      spanProcessors: [new SimpleSpanProcessor({ exporter })],
    });
    trace.setGlobalTracerProvider(provider);
    const lines = await diagLines(async () => {
      const genesis = start();
      trace.getTracer('bot').startSpan('during').end();
      await genesis.shutdown();
      trace.getTracer('bot').startSpan('after').end();
    });
    expect(exporter.getFinishedSpans().map(({ name }) => name)).to.deep.equal(['during', 'after']);
    expect(receiver.requests).to.deep.equal([]);
    expect(lines).to.have.length(1);
    expect(lines[0]).to.contain('a tracer provider is registered already');
  });

  it('stay with a set-up that came while ours ran, also after our end', async () => {
    const exporter = new InMemorySpanExporter();
    const genesis = start();
    const spanProcessors = [new SimpleSpanProcessor({ exporter })];
    expect(trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors }))).to.equal(true);
    await genesis.shutdown();
    trace.getTracer('bot').startSpan('after').end();
    expect(exporter.getFinishedSpans().map(({ name }) => name)).to.deep.equal(['after']);
  });

  it('leave the place of logs to the bot', async () => {
    const genesis = start();
    expect(Reflect.get(globalThis, LOGS)).to.equal(undefined);
    await genesis.shutdown();
  });
});
