import { DiagLogLevel } from '@opentelemetry/api';
import { expect } from 'chai';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import type { GenesisConfig } from '../../../lib/config/genesis-config.js';
import type { GenesisOptions } from '../../../lib/config/genesis-options.js';
import { loadConfig } from '../../../lib/config/load-config.js';
import type { VariableName } from '../../../lib/config/variables.js';
import { VARIABLE_NAMES, VARIABLES } from '../../../lib/config/variables.js';

type Environment = Partial<Record<VariableName, string>>;

const CLIENTS = ['binance', 'ccxt'];
const OTLP = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' } as const;

function load(env: Environment, options: GenesisOptions = {}) {
  return loadConfig(env, options, CLIENTS);
}

/** A good value, and what it leads to. */
const GOOD: [Environment, (config: GenesisConfig) => unknown, unknown][] = [
  [{}, (config) => config.prometheus, {}],
  [{}, (config) => config.otlp, undefined],
  [{}, (config) => config.initialEquity, '0'],
  [{}, (config) => config.instrumentations, CLIENTS],
  [{}, (config) => config.logLevel, DiagLogLevel.WARN],
  [{}, (config) => [config.traces, config.logs, config.disabled], [undefined, false, false]],
  [{}, (config) => [config.identity.account, config.traceOrderIds], [undefined, false]],
  [{ OTEL_SDK_DISABLED: 'TRUE' }, (config) => config.disabled, true],
  [{ OTEL_SDK_DISABLED: 'false' }, (config) => config.disabled, false],
  [{ OTEL_LOG_LEVEL: 'DEBUG' }, (config) => config.logLevel, DiagLogLevel.DEBUG],
  [{ OTEL_LOG_LEVEL: 'none' }, (config) => config.logLevel, DiagLogLevel.NONE],
  [
    { OTEL_EXPORTER_PROMETHEUS_HOST: ' 0.0.0.0 ', OTEL_EXPORTER_PROMETHEUS_PORT: '0' },
    (config) => config.prometheus,
    { host: '0.0.0.0', port: 0 },
  ],
  [{ OTEL_EXPORTER_PROMETHEUS_PORT: '65535' }, (config) => config.prometheus?.port, 65_535],
  [{ OTEL_EXPORTER_PROMETHEUS_PORT: '' }, (config) => config.prometheus, {}],
  [{ PROMETHEUS_AUTH_TOKEN: '' }, (config) => config.prometheus, {}],
  [{ PROMETHEUS_AUTH_TOKEN: ' ' }, (config) => config.prometheus?.authToken, ['']],
  [{ PROMETHEUS_AUTH_TOKEN: 'one' }, (config) => config.prometheus?.authToken, ['one']],
  [{ PROMETHEUS_AUTH_TOKEN: 'one, two' }, (config) => config.prometheus?.authToken, ['one', 'two']],
  [{ PROMETHEUS_AUTH_TOKEN: 'one,' }, (config) => config.prometheus?.authToken, ['one', '']],
  [{ PROMETHEUS_AUTH_TOKEN_FILE: ' ' }, (config) => config.prometheus?.authTokenFile, ''],
  [{ PROMETHEUS_WEB_CONFIG_FILE: ' ' }, (config) => config.prometheus?.webConfigFile, ''],
  [{ PROMETHEUS_TLS_CERT_FILE: ' ' }, (config) => config.prometheus?.tls?.certFile, ''],
  [{ PROMETHEUS_AUTH_TOKEN_FILE: '/t' }, (config) => config.prometheus?.authTokenFile, '/t'],
  [{ PROMETHEUS_WEB_CONFIG_FILE: '/w' }, (config) => config.prometheus?.webConfigFile, '/w'],
  [
    {
      PROMETHEUS_TLS_CERT_FILE: 'c',
      PROMETHEUS_TLS_KEY_FILE: 'k',
      PROMETHEUS_TLS_CLIENT_CA_FILE: 'a',
    },
    (config) => config.prometheus?.tls,
    { certFile: 'c', keyFile: 'k', clientCaFile: 'a' },
  ],
  [
    { OTEL_METRICS_EXPORTER: 'none' },
    (config) => [config.prometheus, config.otlp],
    [undefined, undefined],
  ],
  [{ OTEL_METRICS_EXPORTER: 'otlp' }, (config) => config.prometheus, undefined],
  [{ OTEL_METRICS_EXPORTER: 'otlp' }, (config) => config.otlp?.protocol, 'http/protobuf'],
  [
    { OTEL_METRICS_EXPORTER: ' Prometheus , otlp' },
    (config) => config.otlp?.exportIntervalMillis,
    60_000,
  ],
  [{ OTEL_METRICS_EXPORTER: 'prometheus', ...OTLP }, (config) => config.otlp, undefined],
  [OTLP, (config) => [config.prometheus, config.otlp !== undefined], [{}, true]],
  [{ ...OTLP, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, (config) => config.otlp?.protocol, 'grpc'],
  [
    {
      ...OTLP,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/json',
    },
    (config) => config.otlp?.protocol,
    'http/json',
  ],
  [
    { ...OTLP, OTEL_METRIC_EXPORT_INTERVAL: '500' },
    (config) => config.otlp?.exportIntervalMillis,
    500,
  ],
  [
    { ...OTLP, OTEL_METRIC_EXPORT_INTERVAL: '500' },
    (config) => config.otlp?.exportTimeoutMillis,
    30_000,
  ],
  [{ ...OTLP, OTEL_METRIC_EXPORT_TIMEOUT: '70' }, (config) => config.otlp?.exportTimeoutMillis, 70],
  [{ ...OTLP, OTEL_EXPORTER_OTLP_TIMEOUT: '70' }, (config) => config.otlp?.pushTimeoutMillis, 70],
  [
    { ...OTLP, OTEL_EXPORTER_OTLP_TIMEOUT: '70', OTEL_EXPORTER_OTLP_METRICS_TIMEOUT: '80' },
    (config) => config.otlp?.pushTimeoutMillis,
    80,
  ],
  [{ GENESIS_INITIAL_EQUITY: '10000.50' }, (config) => config.initialEquity, '10000.50'],
  [{ GENESIS_INITIAL_EQUITY: '0' }, (config) => config.initialEquity, '0'],
  [{ GENESIS_INITIAL_EQUITY: '1e6' }, (config) => config.initialEquity, '1e6'],
  [{ GENESIS_INSTRUMENTATIONS: ' CCXT ,, ' }, (config) => config.instrumentations, ['ccxt']],
  [{ GENESIS_DISABLED_INSTRUMENTATIONS: 'ccxt' }, (config) => config.instrumentations, ['binance']],
  [
    { GENESIS_INSTRUMENTATIONS: 'ccxt,binance', GENESIS_DISABLED_INSTRUMENTATIONS: 'binance' },
    (config) => config.instrumentations,
    ['ccxt'],
  ],
  [{}, (config) => config.wsHosts, {}],
  [
    { GENESIS_WS_HOSTS: ' MD.example.net = Kraken ,, 127.0.0.1:8081=binance,[::1]:9=okx' },
    (config) => config.wsHosts,
    { 'md.example.net': 'kraken', '127.0.0.1:8081': 'binance', '[::1]:9': 'okx' },
  ],
  [OTLP, (config) => [config.traces, config.logs], [undefined, false]],
  [{ GENESIS_TRACE_ORDER_IDS: 'TRUE' }, (config) => config.traceOrderIds, true],
  ...[
    'main',
    'desk-1',
    'binance.sub_2',
    'a',
    'x'.repeat(15),
    'sub-account.of.the-second-desk-3',
  ].map((alias): (typeof GOOD)[number] => [
    { GENESIS_ACCOUNT: alias },
    (config) => config.identity.account,
    alias,
  ]),
  [{ OTEL_METRICS_EXEMPLAR_FILTER: 'always_OFF' }, (config) => config.exemplarFilter, 'always_off'],
  [{ OTEL_LOGS_EXPORTER: 'console' }, (config) => config.logs, true],
  [{ OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'http://127.0.0.1:4318/l' }, (config) => config.logs, true],
  [
    { OTEL_SERVICE_NAME: 'bot', OTEL_RESOURCE_ATTRIBUTES: 'a=b,c=d%2Ce' },
    (config) => config.identity,
    {
      serviceName: 'bot',
      serviceVersion: undefined,
      account: undefined,
      attributes: { a: 'b', c: 'd,e' },
    },
  ],
];

/** A bad value, the variable that the one line names, and what is left. */
const BAD: [Environment, VariableName, (config: GenesisConfig) => unknown, unknown][] = [
  ...['-1', '65536', '94x64', '1e3', '0x10', '9464.5', ' 1 2 '].map(
    (value): (typeof BAD)[number] => [
      { OTEL_EXPORTER_PROMETHEUS_PORT: value },
      'OTEL_EXPORTER_PROMETHEUS_PORT',
      (config) => config.prometheus,
      undefined,
    ],
  ),
  ...['promethus', 'console', 'none,otlp', ','].map((value): (typeof BAD)[number] => [
    { OTEL_METRICS_EXPORTER: value },
    'OTEL_METRICS_EXPORTER',
    (config) => [config.prometheus, config.otlp],
    [undefined, undefined],
  ]),
  [
    { OTEL_METRICS_EXPORTER: 'prometheus,otpl' },
    'OTEL_METRICS_EXPORTER',
    (config) => [config.prometheus, config.otlp],
    [{}, undefined],
  ],
  ...['-1', '1,000', 'NaN', 'Infinity', '1e400', '$5', '0x10'].map(
    (value): (typeof BAD)[number] => [
      { GENESIS_INITIAL_EQUITY: value },
      'GENESIS_INITIAL_EQUITY',
      (config) => config.initialEquity,
      '0',
    ],
  ),
  [{ OTEL_SDK_DISABLED: '1' }, 'OTEL_SDK_DISABLED', (config) => config.disabled, false],
  [{ OTEL_LOG_LEVEL: 'loud' }, 'OTEL_LOG_LEVEL', (config) => config.logLevel, DiagLogLevel.WARN],
  [
    { OTEL_LOG_LEVEL: 'toString' },
    'OTEL_LOG_LEVEL',
    (config) => config.logLevel,
    DiagLogLevel.WARN,
  ],
  [
    { GENESIS_INSTRUMENTATIONS: 'ccxt,nope' },
    'GENESIS_INSTRUMENTATIONS',
    (config) => config.instrumentations,
    ['ccxt'],
  ],
  [
    { GENESIS_DISABLED_INSTRUMENTATIONS: 'nope' },
    'GENESIS_DISABLED_INSTRUMENTATIONS',
    (config) => config.instrumentations,
    CLIENTS,
  ],
  ...['nope', '=kraken', 'a.b=', 'a.b=x=y', 'wss://a.b=kraken', 'a b=kraken', 'a.b=1st'].map(
    (entry): (typeof BAD)[number] => [
      { GENESIS_WS_HOSTS: `${entry},c.d=okx` },
      'GENESIS_WS_HOSTS',
      (config) => config.wsHosts,
      { 'c.d': 'okx' },
    ],
  ),
  ...['collector:4318', '/v1/metrics', 'ftp://collector', 'http://'].map(
    (value): (typeof BAD)[number] => [
      { OTEL_EXPORTER_OTLP_ENDPOINT: value },
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      (config) => config.otlp,
      undefined,
    ],
  ),
  [
    { ...OTLP, OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'nowhere' },
    'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
    (config) => config.otlp,
    undefined,
  ],
  ...(['OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_EXPORTER_OTLP_METRICS_PROTOCOL'] as const).map(
    (name): (typeof BAD)[number] => [
      { ...OTLP, [name]: 'http' },
      name,
      (config) => config.otlp?.protocol,
      'http/protobuf',
    ],
  ),
  ...(['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_METRICS_HEADERS'] as const).flatMap(
    (name) =>
      ['Bearer x', '=x', 'a b=c', 'a=%zz', 'a=%0d%0ab'].map((value): (typeof BAD)[number] => [
        { ...OTLP, [name]: value },
        name,
        (config) => config.otlp,
        undefined,
      ]),
  ),
  ...['0', '-5', '1s', '2147483648'].flatMap((value): (typeof BAD)[number][] => [
    [
      { ...OTLP, OTEL_METRIC_EXPORT_INTERVAL: value },
      'OTEL_METRIC_EXPORT_INTERVAL',
      (config) => config.otlp?.exportIntervalMillis,
      60_000,
    ],
    [
      { ...OTLP, OTEL_METRIC_EXPORT_TIMEOUT: value },
      'OTEL_METRIC_EXPORT_TIMEOUT',
      (config) => config.otlp?.exportTimeoutMillis,
      30_000,
    ],
  ]),
  [
    { OTEL_RESOURCE_ATTRIBUTES: 'team' },
    'OTEL_RESOURCE_ATTRIBUTES',
    (config) => config.prometheus,
    {},
  ],
  ...[
    ' - ',
    'two words',
    'a/b',
    'me@desk',
    'x'.repeat(16),
    'PKTEST0123456789ABCD',
    'bg_0123456789abcdef0123456789abcdef',
    '0b9e2f1c-1c2d-4e3f-8a4b-5c6d7e8f9a0b',
  ].map((value): (typeof BAD)[number] => [
    { GENESIS_ACCOUNT: value },
    'GENESIS_ACCOUNT',
    (config) => config.identity.account,
    undefined,
  ]),
  [
    { GENESIS_TRACE_ORDER_IDS: 'yes' },
    'GENESIS_TRACE_ORDER_IDS',
    (config) => config.traceOrderIds,
    false,
  ],
  [
    { OTEL_METRICS_EXEMPLAR_FILTER: 'always' },
    'OTEL_METRICS_EXEMPLAR_FILTER',
    (config) => config.exemplarFilter,
    'trace_based',
  ],
  [
    { OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'a b' },
    'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT',
    (config) => config.logs,
    false,
  ],
];

describe('loadConfig', () => {
  for (const [env, look, expected] of GOOD) {
    it(`takes ${JSON.stringify(env)} for ${JSON.stringify(expected)}`, () => {
      const { config, problems } = load(env);
      expect(look(config)).to.deep.equal(expected);
      expect(problems).to.deep.equal([]);
    });
  }

  for (const [env, name, look, left] of BAD) {
    it(`says in one line that ${JSON.stringify(env)} cannot be used`, () => {
      const { config, problems } = load(env);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(new RegExp(`^${name} .*; .+`));
      expect(look(config)).to.deep.equal(left);
    });
  }

  it('lets options in code win over the environment', () => {
    const env: Environment = {
      OTEL_EXPORTER_PROMETHEUS_PORT: 'broken',
      PROMETHEUS_AUTH_TOKEN: 'of-the-environment',
      GENESIS_INITIAL_EQUITY: '1',
      GENESIS_INSTRUMENTATIONS: 'nope',
      GENESIS_WS_HOSTS: 'broken',
      OTEL_METRICS_EXPORTER: 'nope',
      OTEL_METRIC_EXPORT_INTERVAL: 'broken',
    };
    const { config, problems } = load(env, {
      exporters: ['prometheus', 'otlp'],
      prometheus: { port: 0, authToken: ['of, the code'] },
      initialEquity: new Decimal('2.50'),
      instrumentations: ['ccxt'],
      wsHosts: { 'MD.example.net': 'kraken' },
      otlp: { url: 'http://127.0.0.1:1/x', exportIntervalMillis: 5, headers: { a: 'b' } },
    });
    expect(problems).to.deep.equal([]);
    expect(config.prometheus).to.deep.equal({ port: 0, authToken: ['of, the code'] });
    expect(config.initialEquity).to.equal('2.5');
    expect(config.instrumentations).to.deep.equal(['ccxt']);
    expect(config.wsHosts).to.deep.equal({ 'md.example.net': 'kraken' });
    expect(config.otlp).to.include({ url: 'http://127.0.0.1:1/x', exportIntervalMillis: 5 });
  });

  it('exports nothing for an empty list of exporters, without a line', () => {
    const { config, problems } = load(OTLP, { exporters: [] });
    expect([config.prometheus, config.otlp]).to.deep.equal([undefined, undefined]);
    expect(problems).to.deep.equal([]);
  });

  it('names a faulty option', () => {
    const options: [GenesisOptions, string][] = [
      [{ prometheus: { port: 70_000 } }, 'option prometheus.port'],
      [{ initialEquity: Number.NaN }, 'option initialEquity'],
      [{ otlp: { url: 'nowhere' } }, 'option otlp.url'],
      [{ otlp: { url: 'http://a', headers: { 'a b': 'c' } } }, 'option otlp.headers'],
      [
        { otlp: { url: 'http://a', headers: { 'a-bin': 'b' }, protocol: 'grpc' } },
        'option otlp.headers',
      ],
      [{ otlp: { url: 'http://a', exportTimeoutMillis: 0 } }, 'option otlp.exportTimeoutMillis'],
      [{ serviceName: ' ' }, 'option serviceName'],
      [{ serviceVersion: 5 as never }, 'option serviceVersion'],
      [{ account: 'two words' }, 'option account'],
      [{ traceOrderIds: 1 as never }, 'option traceOrderIds'],
      [{ exemplarFilter: 'some' as never }, 'option exemplarFilter'],
      [{ traces: 5 as never }, 'option traces'],
      [{ exporters: 'everywhere' as never }, 'option exporters'],
      [{ instrumentations: 5 as never }, 'option instrumentations'],
      [{ wsHosts: ['a.b'] as never }, 'option wsHosts'],
      [{ wsHosts: { 'a.b': 1, c: 2 } as never }, 'option wsHosts'],
    ];
    for (const [option, name] of options) {
      const { problems } = load({}, option);
      expect(problems, name).to.have.length(1);
      expect(problems[0]).to.match(new RegExp(`^${name} `));
    }
  });

  it('starts nothing where it is switched off, whatever else is set', () => {
    const { config, problems } = load({ OTEL_SDK_DISABLED: 'true', GENESIS_INITIAL_EQUITY: 'x' });
    expect(config).to.include({ disabled: true, prometheus: undefined, otlp: undefined });
    expect(config.instrumentations).to.deep.equal([]);
    expect(problems).to.deep.equal([]);
  });

  it('never throws, whatever the environment holds (property)', () => {
    const value = fc.oneof(fc.string(), fc.constantFrom('true', 'otlp', 'grpc', 'a=b', '0', ','));
    const environment = fc.dictionary(fc.constantFrom(...VARIABLE_NAMES), value);
    fc.assert(
      fc.property(environment, (env) => {
        for (const problem of load(env).problems) {
          if (/[\n\r]/.test(problem)) throw new Error(`more than one line: ${problem}`);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('never throws, whatever the options hold (property)', () => {
    const anything = fc.anything({ maxDepth: 1 });
    const options = fc.record({
      prometheus: anything,
      otlp: fc.oneof(anything, fc.record({ url: anything, headers: anything, protocol: anything })),
      exporters: anything,
      initialEquity: anything,
      instrumentations: anything,
      wsHosts: anything,
      serviceName: anything,
    });
    fc.assert(fc.property(options, (value) => void load({}, value as GenesisOptions)));
  });

  it('never quotes a secret (property)', () => {
    const secrets = VARIABLE_NAMES.filter((name) => VARIABLES[name].secret);
    const others = VARIABLE_NAMES.filter((name) => !VARIABLES[name].secret);
    // Letters that no text of ours holds in this order.
    const secret = fc.string({ minLength: 1 }).map((text) => `qzx${text.trim()}xzq`);
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...secrets), secret),
        fc.dictionary(fc.constantFrom(...others), fc.string()),
        (hidden, shown) => {
          const lines = load({ ...shown, ...hidden }).problems.join('\n');
          expect(lines).not.to.match(/qzx|xzq/);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
