import { expect } from 'chai';
import type { TraceConfig } from '../../../lib/config/genesis-config.js';
import type { TraceOptions } from '../../../lib/config/genesis-options.js';
import { loadConfig } from '../../../lib/config/load-config.js';
import type { VariableName } from '../../../lib/config/variables.js';

type Environment = Partial<Record<VariableName, string>>;

const OTLP: Environment = { OTEL_TRACES_EXPORTER: 'otlp' };

function load(env: Environment, traces: TraceOptions = {}) {
  return loadConfig(env, { traces });
}

function resolved(env: Environment, options: TraceOptions = {}): TraceConfig {
  const { config, problems } = load(env, options);
  expect(problems).to.deep.equal([]);
  if (config.traces === undefined) throw new Error('no traces');
  return config.traces;
}

describe('loadConfig, of traces', () => {
  it('has the defaults of the specification', () => {
    expect(resolved(OTLP)).to.deep.equal({
      exporters: ['otlp'],
      otlp: {
        protocol: 'http/protobuf',
        url: 'http://localhost:4318/v1/traces',
        insecure: true,
        headers: {},
        compression: 'none',
        pushTimeoutMillis: 10_000,
        ca: undefined,
        cert: undefined,
        key: undefined,
      },
      sampler: { name: 'parentbased_always_on', ratio: 1 },
      batch: {
        scheduledDelayMillis: 5_000,
        exportTimeoutMillis: 30_000,
        maxQueueSize: 2_048,
        maxExportBatchSize: 512,
      },
      limits: {
        attributeCountLimit: 128,
        attributeValueLengthLimit: undefined,
        eventCountLimit: 128,
        linkCountLimit: 128,
        attributePerEventCountLimit: 128,
        attributePerLinkCountLimit: 128,
      },
      http: ['http', 'undici'],
      propagates: false,
    });
  });

  const NOT_ASKED: [Environment, TraceOptions][] = [
    [{}, {}],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, {}],
    [{ OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c/t' }, {}],
    [OTLP, { exporters: [] }],
  ];
  for (const [env, options] of NOT_ASKED) {
    it(`asks for none with ${JSON.stringify({ ...env, ...options })}`, () => {
      const { config, problems } = load(env, options);
      expect(config.traces).to.equal(undefined);
      expect(problems).to.deep.equal([]);
    });
  }

  it('goes where they are asked for', () => {
    const own: Environment = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c/t' };
    expect(resolved(own)).to.deep.include({ exporters: ['otlp'] });
    expect(resolved(own).otlp?.url).to.equal('http://c/t');
    expect(resolved({}, { url: 'http://c/o' }).otlp?.url).to.equal('http://c/o');
    expect(resolved({ OTEL_TRACES_EXPORTER: 'console' })).to.deep.include({
      exporters: ['console'],
      otlp: undefined,
    });
    expect(resolved({ OTEL_TRACES_EXPORTER: 'console,otlp' }).exporters).to.deep.equal([
      'otlp',
      'console',
    ]);
    expect(resolved({}, { exporters: ['console'] }).exporters).to.deep.equal(['console']);
  });

  it('takes its own variables before those of all signals', () => {
    const general = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://general:4317',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_HEADERS: 'a=general,b=general',
      OTEL_EXPORTER_OTLP_TIMEOUT: '70',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
      OTEL_EXPORTER_OTLP_INSECURE: 'false',
      OTEL_EXPORTER_OTLP_CERTIFICATE: '/general',
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: '/general',
      OTEL_EXPORTER_OTLP_CLIENT_KEY: '/general',
    };
    expect(resolved({ ...OTLP, ...general }).otlp).to.deep.include({
      url: 'http://general:4317/v1/traces',
      protocol: 'http/json',
      headers: { a: 'general', b: 'general' },
    });
    const own = {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'own:4317',
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'a=own',
      OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '80',
      OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: 'gzip',
      OTEL_EXPORTER_OTLP_TRACES_INSECURE: 'true',
      OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE: '/ca',
      OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE: '/cert',
      OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY: '/key',
    };
    const file = (kind: string, path: string) => ({
      variable: `OTEL_EXPORTER_OTLP_TRACES_${kind}`,
      path,
    });
    expect(resolved({ ...general, ...own }).otlp).to.deep.equal({
      protocol: 'grpc',
      url: 'http://own:4317',
      insecure: true,
      headers: { a: 'own', b: 'general' },
      compression: 'gzip',
      pushTimeoutMillis: 80,
      ca: file('CERTIFICATE', '/ca'),
      cert: file('CLIENT_CERTIFICATE', '/cert'),
      key: file('CLIENT_KEY', '/key'),
    });
  });

  it('takes samplers, batches and limits', () => {
    const { sampler, batch, limits } = resolved({
      ...OTLP,
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.01',
      OTEL_BSP_SCHEDULE_DELAY: '1',
      OTEL_BSP_EXPORT_TIMEOUT: '2',
      OTEL_BSP_MAX_QUEUE_SIZE: '3',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '4',
      OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '5',
      OTEL_ATTRIBUTE_COUNT_LIMIT: '99',
      OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '6',
      OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '99',
      OTEL_SPAN_EVENT_COUNT_LIMIT: '7',
      OTEL_SPAN_LINK_COUNT_LIMIT: '8',
      OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: '9',
      OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: '0',
    });
    expect(sampler).to.deep.equal({ name: 'traceidratio', ratio: 0.01 });
    expect(batch).to.deep.equal({
      scheduledDelayMillis: 1,
      exportTimeoutMillis: 2,
      maxQueueSize: 3,
      maxExportBatchSize: 3,
    });
    expect(limits).to.deep.equal({
      attributeCountLimit: 5,
      attributeValueLengthLimit: 6,
      eventCountLimit: 7,
      linkCountLimit: 8,
      attributePerEventCountLimit: 9,
      attributePerLinkCountLimit: 0,
    });
    const general = resolved({
      ...OTLP,
      OTEL_ATTRIBUTE_COUNT_LIMIT: '5',
      OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '6',
    });
    expect(general.limits).to.include({ attributeCountLimit: 5, attributeValueLengthLimit: 6 });
    const options = { sampler: 'always_off', samplerRatio: 0.5 } as const;
    expect(resolved({ ...OTLP, OTEL_TRACES_SAMPLER: 'nope' }, options).sampler).to.deep.equal({
      name: 'always_off',
      ratio: 0.5,
    });
  });

  const FAULTY: [Environment, TraceOptions, string, (traces?: TraceConfig) => unknown, unknown][] =
    [
      ['zipkin', 'jaeger', 'none,otlp'].map((value) => ({ OTEL_TRACES_EXPORTER: value })),
      [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://' }],
      [{ ...OTLP, OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'Bearer x' }],
      [{ ...OTLP, OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY: '/k' }],
    ]
      .flat()
      .map((env) => [env, {}, Object.keys(env).at(-1) ?? '', (traces) => traces, undefined]);
  const part = (look: (traces: TraceConfig) => unknown) => (traces?: TraceConfig) =>
    traces === undefined ? 'none at all' : look(traces);
  const numbers = (names: VariableName[], look: (traces: TraceConfig) => unknown, left: unknown) =>
    names.flatMap((name) =>
      ['-1', '1.5', 'x'].map((value): (typeof FAULTY)[number] => [
        { ...OTLP, [name]: value },
        {},
        name,
        part(look),
        left,
      ]),
    );
  FAULTY.push(
    [
      { OTEL_TRACES_EXPORTER: 'otlp,zipkin' },
      {},
      'OTEL_TRACES_EXPORTER',
      part((t) => t.exporters),
      ['otlp'],
    ],
    [
      { ...OTLP, OTEL_TRACES_SAMPLER: 'jaeger_remote' },
      {},
      'OTEL_TRACES_SAMPLER',
      part((t) => t.sampler.name),
      'parentbased_always_on',
    ],
    [OTLP, { samplerRatio: 2 }, 'option traces.samplerRatio', part((t) => t.sampler.ratio), 1],
    [OTLP, { tls: 5 as never }, 'option traces.tls', (traces) => traces, undefined],
    [{}, { url: 'nowhere' }, 'option traces.url', (traces) => traces, undefined],
    [
      OTLP,
      { exporters: 'otlp!' as never },
      'option traces.exporters',
      (traces) => traces,
      undefined,
    ],
    ...numbers(['OTEL_TRACES_SAMPLER_ARG'], (t) => t.sampler.ratio, 1),
    ...numbers(['OTEL_BSP_SCHEDULE_DELAY'], (t) => t.batch.scheduledDelayMillis, 5_000),
    ...numbers(['OTEL_BSP_EXPORT_TIMEOUT'], (t) => t.batch.exportTimeoutMillis, 30_000),
    ...numbers(['OTEL_BSP_MAX_QUEUE_SIZE'], (t) => t.batch.maxQueueSize, 2_048),
    ...numbers(['OTEL_BSP_MAX_EXPORT_BATCH_SIZE'], (t) => t.batch.maxExportBatchSize, 512),
    ...numbers(
      ['OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', 'OTEL_ATTRIBUTE_COUNT_LIMIT'],
      (t) => t.limits.attributeCountLimit,
      128,
    ),
    ...numbers(
      ['OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT', 'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT'],
      (t) => t.limits.attributeValueLengthLimit,
      undefined,
    ),
    ...numbers(['OTEL_SPAN_EVENT_COUNT_LIMIT'], (t) => t.limits.eventCountLimit, 128),
    ...numbers(['OTEL_SPAN_LINK_COUNT_LIMIT'], (t) => t.limits.linkCountLimit, 128),
    ...numbers(
      ['OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT'],
      (t) => t.limits.attributePerEventCountLimit,
      128,
    ),
    ...numbers(
      ['OTEL_LINK_ATTRIBUTE_COUNT_LIMIT'],
      (t) => t.limits.attributePerLinkCountLimit,
      128,
    ),
  );
  for (const [env, options, name, look, left] of FAULTY) {
    it(`says in one line that ${JSON.stringify({ ...env, ...options })} cannot be used`, () => {
      const { config, problems } = load(env, options);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(new RegExp(`^${name} .*; .+`));
      expect(look(config.traces)).to.deep.equal(left);
    });
  }

  it('keeps the console where the collector is faulty', () => {
    const env = { OTEL_TRACES_EXPORTER: 'otlp,console', OTEL_EXPORTER_OTLP_ENDPOINT: 'nowhere' };
    const { config, problems } = loadConfig(env, { exporters: [] });
    expect(config.traces?.exporters).to.deep.equal(['console']);
    expect(problems).to.have.length(1);
  });
});
