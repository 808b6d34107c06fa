import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { linesOf, runBot } from './bot.js';
import { Collector } from './collectors.js';

interface Fault {
  readonly env: Record<string, string>;
  /** The variable that the one line must name. */
  readonly names: string;
  readonly hides?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'genesis-'));
const shortToken = join(folder, 'short');
const emptyToken = join(folder, 'empty');
writeFileSync(shortToken, 'abc123\n');
writeFileSync(emptyToken, '\n');

/** Stands for the address of a collector that answers. */
const RECEIVER = 'the-receiver';

const FILE_ONLY = { PROMETHEUS_AUTH_TOKEN: '' };

/** Each ends the endpoint; whatever happens it must not be open. */
const NO_ENDPOINT: Record<string, Fault> = {
  'a token file that is missing': {
    env: { ...FILE_ONLY, PROMETHEUS_AUTH_TOKEN_FILE: join(folder, 'missing') },
    names: 'PROMETHEUS_AUTH_TOKEN_FILE',
  },
  'a token file that is empty': {
    env: { ...FILE_ONLY, PROMETHEUS_AUTH_TOKEN_FILE: emptyToken },
    names: 'PROMETHEUS_AUTH_TOKEN_FILE',
  },
  'a token file with a short token': {
    env: { ...FILE_ONLY, PROMETHEUS_AUTH_TOKEN_FILE: shortToken },
    names: 'PROMETHEUS_AUTH_TOKEN_FILE',
    hides: 'abc123',
  },
  'a short token': {
    env: { PROMETHEUS_AUTH_TOKEN: 'abc123' },
    names: 'PROMETHEUS_AUTH_TOKEN',
    hides: 'abc123',
  },
  'a token list with a hole': {
    env: { PROMETHEUS_AUTH_TOKEN: 'first-token-long-enough-0123456789,,' },
    names: 'PROMETHEUS_AUTH_TOKEN',
    hides: 'first-token',
  },
  'a host other than loopback without a token': {
    env: { ...FILE_ONLY, OTEL_EXPORTER_PROMETHEUS_HOST: '0.0.0.0' },
    names: 'OTEL_EXPORTER_PROMETHEUS_HOST',
  },
  'a port that is no number': {
    env: { OTEL_EXPORTER_PROMETHEUS_PORT: '94x64' },
    names: 'OTEL_EXPORTER_PROMETHEUS_PORT',
  },
  'a port that is too high': {
    env: { OTEL_EXPORTER_PROMETHEUS_PORT: '65536' },
    names: 'OTEL_EXPORTER_PROMETHEUS_PORT',
  },
  'a certificate without a key': {
    env: { PROMETHEUS_TLS_CERT_FILE: shortToken },
    names: 'PROMETHEUS_TLS_KEY_FILE',
  },
  'a certificate that is missing': {
    env: {
      PROMETHEUS_TLS_CERT_FILE: join(folder, 'missing'),
      PROMETHEUS_TLS_KEY_FILE: shortToken,
    },
    names: 'PROMETHEUS_TLS_CERT_FILE',
  },
  'an exporter that nobody knows': {
    env: { OTEL_METRICS_EXPORTER: 'promethus' },
    names: 'OTEL_METRICS_EXPORTER',
  },
};

/** Each costs its own part only; the endpoint is there. */
const ENDPOINT_STAYS: Record<string, Fault> = {
  'an OTLP address that is none': {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'user:pass@collector' },
    names: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    hides: 'pass@',
  },
  'OTLP headers that are none': {
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_EXPORTER_OTLP_HEADERS: 'Bearer hidden',
    },
    names: 'OTEL_EXPORTER_OTLP_HEADERS',
    hides: 'hidden',
  },
  ...Object.fromEntries(
    [
      'OTEL_EXPORTER_OTLP_TIMEOUT',
      'OTEL_EXPORTER_OTLP_COMPRESSION',
      'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE',
      'OTEL_EXPORTER_OTLP_PROTOCOL',
      'OTEL_METRIC_EXPORT_INTERVAL',
    ].map((names) => [
      `a bad ${names}`,
      { env: { OTEL_EXPORTER_OTLP_ENDPOINT: RECEIVER, [names]: 'broken' }, names },
    ]),
  ),
  'an OTLP CA file that is missing': {
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_EXPORTER_OTLP_CERTIFICATE: join(folder, 'missing'),
    },
    names: 'OTEL_EXPORTER_OTLP_CERTIFICATE',
  },
  'an equity that is no number': {
    env: { GENESIS_INITIAL_EQUITY: '10,000' },
    names: 'GENESIS_INITIAL_EQUITY',
    hides: '10,000',
  },
  'an unknown client to wrap': {
    env: { GENESIS_INSTRUMENTATIONS: 'ccxt, nope' },
    names: 'GENESIS_INSTRUMENTATIONS',
  },
  'an unknown client not to wrap': {
    env: { GENESIS_DISABLED_INSTRUMENTATIONS: 'nope' },
    names: 'GENESIS_DISABLED_INSTRUMENTATIONS',
  },
  'an unknown log level': { env: { OTEL_LOG_LEVEL: 'loud' }, names: 'OTEL_LOG_LEVEL' },
  'a switch that is no switch': { env: { OTEL_SDK_DISABLED: 'yes' }, names: 'OTEL_SDK_DISABLED' },
  'resource attributes that are none': {
    env: { OTEL_RESOURCE_ATTRIBUTES: 'team' },
    names: 'OTEL_RESOURCE_ATTRIBUTES',
  },
};

describe('a broken configuration', () => {
  const collector = new Collector();
  let address: string;
  before(async () => {
    address = await collector.start();
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await collector.stop();
  });

  for (const [endpoint, faults] of [
    ['none', NO_ENDPOINT],
    ['http', ENDPOINT_STAYS],
  ] as const) {
    for (const [name, { env, names, hides }] of Object.entries(faults)) {
      it(`${name}: one line names ${names}, endpoint: ${endpoint}, the bot runs on`, async () => {
        const values = Object.entries(env).map(([key, value]) => [
          key,
          value === RECEIVER ? address : value,
        ]);
        const ending = await runBot('address.cjs', { env: Object.fromEntries(values) });
        expect(ending.code).to.equal(4);
        expect(ending.stdout).to.match(new RegExp(`^endpoint ${endpoint}`));
        expect(ending.stderr.trim().split('\n'), ending.stderr).to.have.length(1);
        expect(ending.stderr).to.contain(names);
        if (hides !== undefined) expect(ending.stderr).not.to.contain(hides);
      });
    }
  }

  it('a port that is taken: one line names the variable, and the bot runs on', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = String((server.address() as AddressInfo).port);
    const env = {
      OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1',
      OTEL_EXPORTER_PROMETHEUS_PORT: port,
    };
    const ending = await runBot('address.cjs', { env });
    server.close();
    expect(ending.code).to.equal(4);
    expect(ending.stdout).to.equal('endpoint none\n');
    expect(linesOf(ending)).to.have.length(1);
    expect(ending.stderr).to.contain('OTEL_EXPORTER_PROMETHEUS_PORT');
  });

  it('without a token: one line says that the endpoint is for this machine only', async () => {
    const ending = await runBot('address.cjs', { env: FILE_ONLY });
    expect(ending.stdout).to.match(
      /^endpoint http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+\/metrics/,
    );
    expect(linesOf(ending)).to.have.length(1);
    expect(ending.stderr).to.contain('PROMETHEUS_AUTH_TOKEN').and.to.contain('this machine only');
  });

  it('at log level info, one line tells where the metrics are', async () => {
    const ending = await runBot('address.cjs', { env: { OTEL_LOG_LEVEL: 'info' } });
    const [, url] = /^endpoint (\S+)/.exec(ending.stdout) ?? [];
    expect(linesOf(ending)).to.deep.equal([`[info] genesis-otel: metrics at ${url}`]);
  });

  it('switched off: nothing is started and nothing is said', async () => {
    const env = { OTEL_SDK_DISABLED: 'true', PROMETHEUS_AUTH_TOKEN: 'x' };
    const ending = await runBot('address.cjs', { env });
    expect(ending.code).to.equal(4);
    expect(ending.stdout).to.equal('endpoint none\n');
    expect(ending.stderr).to.equal('');
  });
});
