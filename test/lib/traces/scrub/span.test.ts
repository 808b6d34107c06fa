import { SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { JSON_SPANS, PROTOBUF_SPANS } from '../../../../lib/traces/export/span-encoding.js';
import { scrubbedSpan } from '../../../../lib/traces/scrub/span.js';

const SECRET = 'canarySecret9RmK4dYhUe2Js';
const SIGNED = `https://api.binance.com/api/v3/order?symbol=BTCUSDT&signature=${SECRET}`;

/** A span as instrumentations and bots make them, with a secret in every place that one can have. */
function spoiltSpan(): ReadableSpan {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const tracer = provider.getTracer('test');
  const other = tracer.startSpan('other');
  const link = { context: other.spanContext(), attributes: { 'url.full': SIGNED } };
  const span = tracer.startSpan(`GET ${SIGNED}`, { links: [link] });
  span.setAttributes({
    'url.full': SIGNED,
    'url.query': `?signature=${SECRET}`,
    'http.url': SIGNED,
    'http.target': `/api/v3/order?signature=${SECRET}`,
    'http.request.header.x_mbx_apikey': [SECRET],
    'http.error_message': `refused: ${SECRET}`,
    'http.status_text': SECRET,
    'exception.message': SECRET,
    'error.type': `a message with ${SECRET}`,
    'bot.urls': [SIGNED, `wss://stream.binance.com/ws/${SECRET}`],
    'http.request.method': 'POST',
    'server.port': 443,
    'bot.note': 'rebalance BTC/USDT',
  });
  const fault = Object.assign(new Error(`Invalid key ${SECRET}`), { name: 'AuthError' });
  span.recordException(fault);
  span.addEvent(`retry ${SIGNED}`, { 'error.message': SECRET, attempt: 2 });
  span.setStatus({ code: SpanStatusCode.ERROR, message: `Invalid key ${SECRET}` });
  span.end();
  return exporter.getFinishedSpans()[0] as ReadableSpan;
}

describe('what is exported of a span', () => {
  it('has no secret in any place, and all that is harmless', () => {
    const span = scrubbedSpan(spoiltSpan());
    expect(JSON.stringify({ ...span, resource: undefined })).not.to.contain(SECRET);
    expect(span.name).to.equal('GET https://api.binance.com/api/v3/order');
    expect(span.attributes).to.deep.equal({
      'url.full': 'https://api.binance.com/api/v3/order',
      'http.url': 'https://api.binance.com/api/v3/order',
      'http.target': '/api/v3/order',
      'error.type': '_OTHER',
      'bot.urls': ['https://api.binance.com/api/v3/order', 'wss://stream.binance.com/ws/*'],
      'http.request.method': 'POST',
      'server.port': 443,
      'bot.note': 'rebalance BTC/USDT',
    });
    expect(span.status).to.deep.equal({ code: SpanStatusCode.ERROR });
    expect(span.events.map(({ name, attributes }) => [name, attributes])).to.deep.equal([
      ['exception', { 'exception.type': 'AuthError' }],
      ['retry https://api.binance.com/api/v3/order', { attempt: 2 }],
    ]);
  });

  it('is who made it, when, and below what', () => {
    const original = spoiltSpan();
    const span = scrubbedSpan(original);
    expect(span.spanContext()).to.equal(original.spanContext());
    for (const part of [
      'kind',
      'startTime',
      'endTime',
      'resource',
      'instrumentationScope',
    ] as const) {
      expect(span[part], part).to.equal(original[part]);
    }
  });

  for (const [name, encoding] of Object.entries({ PROTOBUF_SPANS, JSON_SPANS })) {
    it(`is without secrets in the bytes that are sent: ${name}`, () => {
      const parts = [encoding.encode([spoiltSpan()]), encoding.encode([spoiltSpan()])];
      const bytes = Buffer.from(encoding.join(parts)).toString('latin1');
      expect(bytes).to.contain('api/v3/order').and.not.contain(SECRET);
    });
  }

  it('is found in no time, however long its texts are', () => {
    const long = 'a'.repeat(100_000);
    const start = performance.now();
    for (const text of [
      long,
      `/${long}`,
      `${'?'.repeat(100_000)}`,
      `https://${long}`,
      `${'a/'.repeat(50_000)}`,
    ]) {
      scrubbedSpan({ ...spoiltSpan(), name: text } as ReadableSpan);
    }
    expect(performance.now() - start).to.be.below(5_000);
  });
});
