import { expect } from 'chai';
import type { OtlpConfig } from '../../../lib/config/genesis-config.js';
import type { OtlpOptions } from '../../../lib/config/genesis-options.js';
import { loadConfig } from '../../../lib/config/load-config.js';
import type { VariableName } from '../../../lib/config/variables.js';

type Environment = Partial<Record<VariableName, string>>;

const HTTP: Environment = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };
const GRPC: Environment = { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };

function load(env: Environment, otlp: OtlpOptions = {}) {
  return loadConfig(env, { exporters: ['otlp'], otlp });
}

function resolved(env: Environment, otlp: OtlpOptions = {}): Partial<OtlpConfig> {
  const { config, problems } = load(env, otlp);
  expect(problems).to.deep.equal([]);
  return config.otlp ?? {};
}

describe('loadConfig, of the OTLP push', () => {
  it('has the defaults of the specification', () => {
    expect(resolved({})).to.deep.equal({
      protocol: 'http/protobuf',
      url: 'http://localhost:4318/v1/metrics',
      insecure: true,
      headers: {},
      compression: 'none',
      pushTimeoutMillis: 10_000,
      exportIntervalMillis: 60_000,
      exportTimeoutMillis: 30_000,
      temporality: 'cumulative',
      histograms: 'explicit_bucket_histogram',
      ca: undefined,
      cert: undefined,
      key: undefined,
    });
    expect(resolved(GRPC)).to.include({ url: 'http://localhost:4317', insecure: true });
  });

  const BASES: [string, string][] = [
    ['http://c:4318', 'http://c:4318/v1/metrics'],
    ['http://c:4318/', 'http://c:4318/v1/metrics'],
    ['https://c/otlp', 'https://c/otlp/v1/metrics'],
    ['https://c/otlp//', 'https://c/otlp/v1/metrics'],
    ['https://c/otlp?tenant=1', 'https://c/otlp/v1/metrics?tenant=1'],
  ];
  for (const [base, url] of BASES) {
    it(`appends the path to the base address ${base}`, () => {
      expect(resolved({ OTEL_EXPORTER_OTLP_ENDPOINT: base }).url).to.equal(url);
    });
  }

  const WHOLE: [string, string][] = [
    ['http://c:4318', 'http://c:4318/'],
    ['http://c/push', 'http://c/push'],
    ['http://c/v1/metrics/', 'http://c/v1/metrics/'],
  ];
  for (const [given, url] of WHOLE) {
    it(`takes the address for metrics ${given} as it is`, () => {
      const env = { ...HTTP, OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: given };
      expect(resolved(env).url).to.equal(url);
      expect(resolved(HTTP, { url: given }).url).to.equal(url);
    });
  }

  it('says that gRPC sends no user of its address, and does not say whom', () => {
    const env = { ...GRPC, OTEL_EXPORTER_OTLP_ENDPOINT: 'https://someone:hidden@c:4317' };
    const { config, problems } = load(env);
    expect(config.otlp).to.include({ url: 'https://c:4317', insecure: false });
    expect(problems).to.have.length(1);
    expect(problems[0]).to.match(
      /^OTEL_EXPORTER_OTLP_ENDPOINT has a user.*; it is pushed without$/,
    );
    expect(problems[0]).not.to.match(/someone|hidden/);
  });

  const GRPC_ADDRESSES: [string, string | undefined, string, boolean][] = [
    ['http://c:4317', undefined, 'http://c:4317', true],
    ['https://c:4317', undefined, 'https://c:4317', false],
    ['https://c:4317', 'true', 'https://c:4317', false],
    ['http://c:4317', 'false', 'http://c:4317', true],
    ['c:4317', undefined, 'https://c:4317', false],
    ['c:4317', 'false', 'https://c:4317', false],
    ['c:4317', 'TRUE', 'http://c:4317', true],
    ['[::1]:4317', 'true', 'http://[::1]:4317', true],
    ['dns:///c:4317', 'true', 'http://c:4317', true],
    ['dns:c:4317', 'true', 'http://c:4317', true],
    ['unix:///run/c.sock', 'true', 'unix:///run/c.sock', true],
    ['unix:/run/c.sock', undefined, 'unix:///run/c.sock', false],
  ];
  for (const [given, insecure, url, inClear] of GRPC_ADDRESSES) {
    it(`speaks gRPC to ${given} ${inClear ? 'in clear' : 'over TLS'} with insecure ${insecure}`, () => {
      const env: Environment = { ...GRPC, OTEL_EXPORTER_OTLP_ENDPOINT: given };
      const general = insecure === undefined ? {} : { OTEL_EXPORTER_OTLP_INSECURE: insecure };
      expect(resolved({ ...env, ...general })).to.include({ url, insecure: inClear });
      if (insecure === undefined) return;
      const own = { OTEL_EXPORTER_OTLP_METRICS_INSECURE: insecure };
      const other = { OTEL_EXPORTER_OTLP_INSECURE: insecure === 'false' ? 'true' : 'false' };
      expect(resolved({ ...env, ...other, ...own })).to.include({ url, insecure: inClear });
    });
  }

  for (const address of ['a b', 'ftp://c', 'http://', 'tcp://c:1', 'https://c d']) {
    it(`refuses the gRPC address ${address}`, () => {
      const { config, problems } = load({ ...GRPC, OTEL_EXPORTER_OTLP_ENDPOINT: address });
      expect(config.otlp).to.equal(undefined);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(/^OTEL_EXPORTER_OTLP_ENDPOINT is no address; /);
    });
  }

  it('adds the headers for metrics to the general ones, and the options to both', () => {
    const env = {
      ...HTTP,
      OTEL_EXPORTER_OTLP_HEADERS: 'X-Tenant=desk%201, a = b%20c ,d=,key=YQ==',
      OTEL_EXPORTER_OTLP_METRICS_HEADERS: 'x-tenant=desk%202,e=f',
    };
    const general = { a: 'b c', d: '', key: 'YQ==' };
    expect(resolved(env).headers).to.deep.equal({ ...general, 'x-tenant': 'desk 2', e: 'f' });
    const headers = { 'X-TENANT': 'desk 3', g: 'h' };
    const merged = { ...general, 'x-tenant': 'desk 3', e: 'f', g: 'h' };
    expect(resolved(env, { headers }).headers).to.deep.equal(merged);
    expect(resolved({ ...env, ...GRPC }, { headers }).headers).to.deep.equal(merged);
  });

  for (const name of ['grpc-timeout', 'token-bin', 'a!']) {
    it(`refuses ${name}, which gRPC cannot send`, () => {
      const { config, problems } = load({ ...GRPC, OTEL_EXPORTER_OTLP_HEADERS: `${name}=qzx` });
      expect(config.otlp).to.equal(undefined);
      expect(problems).to.have.length(1);
      expect(problems[0])
        .to.match(/^OTEL_EXPORTER_OTLP_HEADERS /)
        .and.not.to.contain('qzx');
    });
  }

  for (const protocol of [HTTP, GRPC]) {
    for (const name of [
      'Transfer-Encoding',
      'content-length',
      'connection',
      'trailer',
      'upgrade',
    ]) {
      it(`refuses ${name}, which is not for others to say, in ${JSON.stringify(protocol)}`, () => {
        const env = { ...HTTP, ...protocol, OTEL_EXPORTER_OTLP_HEADERS: `a=b,${name}=qzx` };
        const { config, problems } = load(env);
        expect(config.otlp).to.equal(undefined);
        expect(problems).to.deep.equal([
          'OTEL_EXPORTER_OTLP_HEADERS is no list of headers that can be sent, written key=value; metrics are not pushed over OTLP',
        ]);
      });
    }
  }

  const CHOICES: [Environment, OtlpOptions, keyof OtlpConfig, unknown][] = [
    [{ OTEL_EXPORTER_OTLP_COMPRESSION: 'GZIP' }, {}, 'compression', 'gzip'],
    [
      { OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip', OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: 'none' },
      {},
      'compression',
      'none',
    ],
    [{ OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' }, { compression: 'none' }, 'compression', 'none'],
    [{ OTEL_EXPORTER_OTLP_TIMEOUT: '70' }, {}, 'pushTimeoutMillis', 70],
    [{ OTEL_EXPORTER_OTLP_TIMEOUT: '70' }, { timeoutMillis: 90 }, 'pushTimeoutMillis', 90],
  ];
  for (const [env, options, part, expected] of CHOICES) {
    it(`takes ${JSON.stringify(env)} and ${JSON.stringify(options)} for ${expected}`, () => {
      expect(resolved({ ...HTTP, ...env }, options)[part]).to.equal(expected);
    });
  }

  const IGNORED: [Environment, keyof OtlpConfig, unknown][] = [
    [{ OTEL_EXPORTER_OTLP_COMPRESSION: 'brotli' }, 'compression', 'none'],
    [{ OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: 'brotli' }, 'compression', 'none'],
    [{ OTEL_EXPORTER_OTLP_TIMEOUT: '1s' }, 'pushTimeoutMillis', 10_000],
    [{ OTEL_EXPORTER_OTLP_METRICS_TIMEOUT: '-1' }, 'pushTimeoutMillis', 10_000],
    [{ OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'deltas' }, 'temporality', 'cumulative'],
    [
      { OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: 'exponential' },
      'histograms',
      'explicit_bucket_histogram',
    ],
  ];
  for (const [env, part, left] of IGNORED) {
    it(`says in one line that ${JSON.stringify(env)} cannot be used`, () => {
      const { config, problems } = load({ ...HTTP, ...env });
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(new RegExp(`^${Object.keys(env)[0]} .* used$|nothing is comp`));
      expect(config.otlp?.[part]).to.equal(left);
    });
  }

  it('says of a gRPC switch that is no switch that TLS is used', () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'c:4317', OTEL_EXPORTER_OTLP_INSECURE: '1' };
    const { config, problems } = load({ ...GRPC, ...env });
    expect(config.otlp?.insecure).to.equal(false);
    expect(problems).to.deep.equal([
      'OTEL_EXPORTER_OTLP_INSECURE is neither true nor false; TLS is used',
    ]);
  });

  for (const temporality of ['delta', 'lowmemory'] as const) {
    it(`says of ${temporality} that Prometheus drops it`, () => {
      const name = 'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE';
      for (const [env, option, said] of [
        [{ [name]: temporality.toUpperCase() }, {}, name],
        [{}, { temporality }, 'option otlp.temporality'],
      ] as const) {
        const { config, problems } = load({ ...HTTP, ...env }, option);
        expect(config.otlp?.temporality).to.equal(temporality);
        expect(problems).to.have.length(1);
        expect(problems[0]).to.match(new RegExp(`^${said} asks for ${temporality} .*Prometheus`));
      }
    });
  }

  it('says of exponential histograms what they cost', () => {
    const name = 'OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION';
    const exponential = 'base2_exponential_bucket_histogram';
    for (const [env, option, said] of [
      [{ [name]: exponential.toUpperCase() }, {}, name],
      [{}, { histograms: exponential }, 'option otlp.histograms'],
    ] as const) {
      const { config, problems } = load({ ...HTTP, ...env }, option);
      expect(config.otlp?.histograms).to.equal(exponential);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(new RegExp(`^${said} asks for exponential .*Prometheus`));
    }
  });

  it('names the files of TLS, those for metrics before those for all signals', () => {
    const env = {
      ...HTTP,
      OTEL_EXPORTER_OTLP_CERTIFICATE: '/ca',
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: '/c',
      OTEL_EXPORTER_OTLP_CLIENT_KEY: '/k',
      OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY: '/m',
    };
    const { ca, cert, key } = resolved(env, { tls: { certFile: '/o' } });
    expect(ca).to.deep.equal({ variable: 'OTEL_EXPORTER_OTLP_CERTIFICATE', path: '/ca' });
    expect(cert).to.deep.equal({ variable: 'option otlp.tls.certFile', path: '/o' });
    expect(key).to.deep.equal({ variable: 'OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY', path: '/m' });
  });

  const HALVES: [Environment, OtlpOptions, string][] = [
    [{ OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: '/c' }, {}, 'OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE'],
    [{ OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY: '/k' }, {}, 'OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY'],
    [{}, { tls: { keyFile: '/k' } }, 'option otlp.tls.keyFile'],
    [{}, { tls: { caFile: ' ' } }, 'option otlp.tls.caFile'],
    [{}, { tls: null as never }, 'option otlp.tls'],
  ];
  for (const [env, options, name] of HALVES) {
    it(`pushes nothing with ${JSON.stringify({ ...env, ...options })}, and names ${name}`, () => {
      const { config, problems } = load({ ...HTTP, ...env }, options);
      expect(config.otlp).to.equal(undefined);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(new RegExp(`^${name} .*; metrics are not pushed over OTLP$`));
    });
  }
});
