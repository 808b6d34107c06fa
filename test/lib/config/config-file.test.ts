import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiagLogLevel } from '@opentelemetry/api';
import { expect } from 'chai';
import type { GenesisOptions } from '../../../lib/config/genesis-options.js';
import { loadConfig } from '../../../lib/config/load-config.js';
import type { Environment } from '../../../lib/config/settings.js';

const FULL = `
file_format: "1.0"
log_level: debug3
attribute_limits:
  attribute_count_limit: 40
  attribute_value_length_limit: 41
resource:
  attributes_list: "team=desk%201,service.name=listed"
  attributes:
    - { name: service.name, value: grid-bot }
    - { name: shards, value: [1, 2], type: int_array }
    - { name: paper, value: true, type: bool }
  detection/development:
    detectors: [{ host: }, { process: }, { service: }]
meter_provider:
  exemplar_filter: always_on
  readers:
    - pull:
        exporter:
          prometheus/development: { host: 127.0.0.1, port: 9465 }
    - periodic:
        interval: 500
        timeout: 400
        exporter:
          otlp_http:
            endpoint: https://c:4318/v1/metrics
            encoding: json
            compression: gzip
            timeout: 300
            headers_list: "a=list,b=l%20b"
            headers:
              - { name: A, value: "x = %20, y" }
            tls: { ca_file: /ca, cert_file: /cert, key_file: /key }
            temporality_preference: low_memory
            default_histogram_aggregation: base2_exponential_bucket_histogram
tracer_provider:
  processors:
    - batch:
        schedule_delay: 1
        export_timeout: 2
        max_queue_size: 30
        max_export_batch_size: 4
        exporter:
          otlp_grpc:
            endpoint: c:4317
            compression: gzip
            timeout: 301
            headers: [{ name: t, value: u }]
            tls: { insecure: true }
    - simple: { exporter: { console: } }
  limits:
    attribute_count_limit: 5
    attribute_value_length_limit: 6
    event_count_limit: 7
    link_count_limit: 8
    event_attribute_count_limit: 9
    link_attribute_count_limit: 10
  sampler: { parent_based: { root: { trace_id_ratio_based: { ratio: 0.25 } } } }
  id_generator: { random: }
`;

const SMALL = `
file_format: "1.0"
meter_provider:
  readers:
    - periodic: { exporter: { otlp_grpc: } }
`;

describe('loadConfig, of the configuration file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'genesis-'));
  const path = join(folder, 'otel.yaml');
  after(() => rmSync(folder, { recursive: true }));
  // Its parser looks there, whatever environment is handed to ours.
  beforeEach(() => {
    process.env['OTEL_CONFIG_FILE'] = path;
  });
  afterEach(() => {
    delete process.env['OTEL_CONFIG_FILE'];
  });

  function load(file: string, env: Environment = {}, options: GenesisOptions = {}) {
    writeFileSync(path, file);
    return loadConfig({ ...env, OTEL_CONFIG_FILE: path }, options, ['ccxt']);
  }

  it('takes the place of the variables', () => {
    const { config, problems } = load(FULL);
    expect(config.logLevel).to.equal(DiagLogLevel.DEBUG);
    expect(config.identity).to.deep.include({
      serviceName: undefined,
      attributes: { team: 'desk 1', 'service.name': 'grid-bot', shards: [1, 2], paper: true },
    });
    expect(config.exemplarFilter).to.equal('always_on');
    expect(config.prometheus).to.deep.equal({ host: '127.0.0.1', port: 9465 });
    const at = 'OTEL_CONFIG_FILE: meter_provider.readers[1].periodic.exporter.otlp_http';
    const file = (key: string, name: string) => ({ variable: `${at}.tls.${key}`, path: name });
    expect(config.otlp).to.deep.equal({
      protocol: 'http/json',
      url: 'https://c:4318/v1/metrics',
      insecure: false,
      headers: { a: 'x = %20, y', b: 'l b' },
      compression: 'gzip',
      pushTimeoutMillis: 300,
      exportIntervalMillis: 500,
      exportTimeoutMillis: 400,
      temporality: 'lowmemory',
      histograms: 'base2_exponential_bucket_histogram',
      ca: file('ca_file', '/ca'),
      cert: file('cert_file', '/cert'),
      key: file('key_file', '/key'),
    });
    // What these cost is said wherever they are asked for.
    expect(problems).to.have.length(2);
    expect(problems[0]).to.contain(`${at}.temporality_preference asks for lowmemory`);
    expect(problems[1]).to.contain(`${at}.default_histogram_aggregation asks for exponential`);
  });

  it('says what traces are recorded and where they go', () => {
    const { traces } = load(FULL).config;
    expect(traces).to.deep.include({
      exporters: ['otlp', 'console'],
      sampler: { name: 'parentbased_traceidratio', ratio: 0.25 },
      batch: {
        scheduledDelayMillis: 1,
        exportTimeoutMillis: 2,
        maxQueueSize: 30,
        maxExportBatchSize: 4,
      },
      limits: {
        attributeCountLimit: 5,
        attributeValueLengthLimit: 6,
        eventCountLimit: 7,
        linkCountLimit: 8,
        attributePerEventCountLimit: 9,
        attributePerLinkCountLimit: 10,
      },
      otlp: {
        protocol: 'grpc',
        url: 'http://c:4317',
        insecure: true,
        headers: { t: 'u' },
        compression: 'gzip',
        pushTimeoutMillis: 301,
        ca: undefined,
        cert: undefined,
        key: undefined,
      },
    });
  });

  it('has the defaults of the specification where it says nothing', () => {
    const { config, problems } = load(SMALL);
    expect(problems).to.deep.equal([]);
    expect(config.otlp).to.include({
      protocol: 'grpc',
      url: 'http://localhost:4317',
      compression: 'none',
      temporality: 'cumulative',
      exportIntervalMillis: 60_000,
      pushTimeoutMillis: 10_000,
    });
    expect(config).to.deep.include({ prometheus: undefined, traces: undefined, logs: false });
    expect(config.logLevel).to.equal(DiagLogLevel.WARN);
    expect(config.instrumentations).to.deep.equal(['ccxt']);
  });

  it('exports nothing where it asks for nothing', () => {
    const { config, problems } = load('file_format: "1.0"\n');
    expect(problems).to.deep.equal([]);
    expect(config).to.include({ prometheus: undefined, otlp: undefined, traces: undefined });
  });

  it('switches everything off, without a word', () => {
    const { config, problems } = load(`${FULL}\ndisabled: true\npropagator: {}\n`);
    expect(config).to.include({ disabled: true, prometheus: undefined, otlp: undefined });
    expect(problems).to.deep.equal([]);
  });

  it('makes the variables of OpenTelemetry ignored, and no others', () => {
    const { config, problems } = load(
      SMALL.replace(
        'periodic: { exporter: { otlp_grpc: } }',
        'pull: { exporter: { prometheus/development: } }',
      ),
      {
        OTEL_METRICS_EXPORTER: 'nope',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
        OTEL_EXPORTER_PROMETHEUS_PORT: 'nope',
        OTEL_EXPORTER_PROMETHEUS_HOST: '0.0.0.0',
        OTEL_TRACES_EXPORTER: 'otlp',
        OTEL_LOGS_EXPORTER: 'otlp',
        OTEL_SERVICE_NAME: 'ignored',
        OTEL_SDK_DISABLED: 'true',
        PROMETHEUS_AUTH_TOKEN: 'a-token-that-is-long-enough-1234567890',
        PROMETHEUS_TLS_CERT_FILE: '/cert',
        GENESIS_INITIAL_EQUITY: '5',
      },
    );
    expect(problems).to.deep.equal([]);
    expect(config.prometheus).to.deep.equal({
      authToken: ['a-token-that-is-long-enough-1234567890'],
      tls: { certFile: '/cert' },
    });
    expect(config).to.deep.include({ otlp: undefined, traces: undefined, logs: false });
    expect(config.identity.serviceName).to.equal(undefined);
    expect(config.initialEquity).to.equal('5');
  });

  it('puts the variables in that it refers to', () => {
    const of = (name: string) => `$\{${name}}`;
    process.env['TEST_COLLECTOR'] = 'http://c:1/m';
    process.env['TEST_INTERVAL'] = '700';
    try {
      const { config, problems } = load(`
file_format: "1.0"
meter_provider:
  readers:
    - periodic:
        interval: ${of('TEST_INTERVAL')}
        exporter:
          otlp_http:
            endpoint: ${of('TEST_COLLECTOR')}
            compression: ${of('TEST_NOTHING:-gzip')}
            headers: [{ name: authorization, value: "Bearer ${of('TEST_NOTHING:-x')}" }]
`);
      expect(problems).to.deep.equal([]);
      expect(config.otlp).to.deep.include({
        url: 'http://c:1/m',
        compression: 'gzip',
        headers: { authorization: 'Bearer x' },
        exportIntervalMillis: 700,
      });
    } finally {
      delete process.env['TEST_COLLECTOR'];
      delete process.env['TEST_INTERVAL'];
    }
  });

  it('lets options in code win', () => {
    const { config, problems } = load(
      SMALL,
      {},
      {
        serviceName: 'own',
        exporters: ['prometheus'],
        prometheus: { port: 0 },
      },
    );
    expect(problems).to.deep.equal([]);
    expect(config).to.deep.include({ prometheus: { port: 0 }, otlp: undefined });
    expect(config.identity.serviceName).to.equal('own');
  });

  it('names in one line each what cannot be honoured', () => {
    const { config, problems } = load(`
file_format: "1.0"
instrumentation/development: {}
propagator: { composite: [{ tracecontext: }] }
logger_provider: { processors: [{ simple: { exporter: { console: } } }] }
resource:
  schema_url: https://opentelemetry.io/schemas/1.16.0
  detection/development: { detectors: [{ container: }] }
meter_provider:
  views: [{ selector: { instrument_name: x }, stream: { name: y } }]
  readers:
    - periodic: { exporter: { console: } }
    - periodic:
        cardinality_limits: { default: 5 }
        exporter: { otlp_http: { endpoint: "http://c/one" } }
    - periodic: { exporter: { otlp_http: { endpoint: "http://c/two" } } }
    - pull:
        exporter:
          prometheus/development: { port: 0, scope_info_enabled: true }
    - pull: { exporter: { mine: { secret_0123456789abcdef0123456789abcdef: 5 } } }
tracer_provider:
  processors:
    - batch: { exporter: { otlp_file/development: } }
    - simple: { exporter: { otlp_http: } }
  sampler: { jaeger_remote/development: { endpoint: "http://c", initial_sampler: { always_on: } } }
`);
    const at = (where: string) => `OTEL_CONFIG_FILE: ${where} cannot be honoured; it is ignored`;
    expect([...problems].sort()).to.deep.equal(
      [
        'instrumentation/development',
        'propagator',
        'logger_provider',
        'resource.schema_url',
        'resource.detection/development.detectors[0]',
        'meter_provider.views',
        'meter_provider.readers[0]',
        'meter_provider.readers[1].periodic.cardinality_limits',
        'meter_provider.readers[2]',
        'meter_provider.readers[3].pull.exporter.prometheus/development.scope_info_enabled',
        'meter_provider.readers[4]',
        'tracer_provider.processors[0]',
        'tracer_provider.processors[1]',
        'tracer_provider.sampler',
      ]
        .map(at)
        .sort(),
    );
    expect(config.otlp?.url).to.equal('http://c/one');
    expect(config.prometheus).to.deep.equal({ port: 0 });
    expect(config.traces).to.equal(undefined);
  });

  it('tells values that cannot be used as it tells those of variables', () => {
    const { config, problems } = load(`
file_format: "1.0"
resource: { attributes_list: "qzx" }
meter_provider:
  readers:
    - periodic:
        interval: 0
        exporter:
          otlp_http:
            endpoint: qzx
            headers: [{ name: "a b", value: qzx }]
            compression: brotli
`);
    const reader = 'OTEL_CONFIG_FILE: meter_provider.readers[0].periodic';
    expect(problems).to.have.length(5);
    expect(problems.join('\n'))
      .to.contain('OTEL_CONFIG_FILE: resource.attributes_list is no list of key=value pairs;')
      .and.to.contain(`${reader}.interval is no number`)
      .and.to.contain(`${reader}.exporter.otlp_http.endpoint is no http or https address;`)
      .and.to.contain(`${reader}.exporter.otlp_http.headers is no list`)
      .and.to.contain(`${reader}.exporter.otlp_http.compression is none of gzip, none;`)
      .and.not.to.contain('qzx');
    expect(config.otlp).to.equal(undefined);
  });

  const BROKEN: [string, string, RegExp][] = [
    ['no YAML', 'file_format: "1.0"\nmeter_provider:\n  readers: [', /is no YAML \(line \d+\)/],
    [
      'a mapping with the same key twice',
      'file_format: "1.0"\nresource: {}\nresource: {}',
      /is no YAML/,
    ],
    ['nothing', '', /\(file_format is not 1\.x\)/],
    ['another version', 'file_format: "2.0"\n', /\(file_format is not 1\.x\)/],
    [
      'a faulty reference',
      `${SMALL}\nresource: { attributes: [{ name: a, value: "\${QZX:?no}" }] }`,
      /refers to a variable/,
    ],
    [
      'a number that is none',
      SMALL.replace('exporter:', 'interval: qzx, exporter:'),
      /\(\/meter_provider\/readers\/0\/periodic\/interval must be /,
    ],
    [
      'a reader without an exporter',
      SMALL.replace('exporter: { otlp_grpc: }', ''),
      /\(\/meter_provider\/readers\/0\/periodic must /,
    ],
  ];
  for (const [name, file, fault] of BROKEN) {
    it(`exports nothing where the file is ${name}, and says so in one line`, () => {
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };
      const { config, problems } = load(file, env);
      expect(config).to.include({ prometheus: undefined, otlp: undefined, traces: undefined });
      expect(problems).to.have.length(1);
      expect(problems[0])
        .to.match(/^OTEL_CONFIG_FILE names a file that .*; nothing is exported$/)
        .and.to.match(fault)
        .and.not.to.contain('qzx');
    });
  }

  it('exports nothing where the file is missing', () => {
    for (const [name, code] of [
      [join(folder, 'missing'), 'ENOENT'],
      [folder, 'EISDIR'],
    ] as const) {
      const { config, problems } = loadConfig({ OTEL_CONFIG_FILE: name });
      expect(config).to.include({ prometheus: undefined, otlp: undefined });
      expect(problems).to.deep.equal([
        `OTEL_CONFIG_FILE names a file that cannot be read (${code}); nothing is exported`,
      ]);
    }
  });
});
