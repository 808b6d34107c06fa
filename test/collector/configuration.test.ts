import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PACKAGE_ROOT } from '../integration/preload/bot.js';
import { COLLECTOR, needPrograms } from '../stack/support/programs.js';
import { FILES, validate } from './support/collector.js';

const METRICS = { METRICS_STORE_URL: 'http://127.0.0.1:8428/opentelemetry/v1/metrics' };
const TRACES = { TRACES_STORE_URL: 'http://127.0.0.1:4318/v1/traces' };
const LOGS = { LOGS_STORE_URL: 'http://127.0.0.1:3100/otlp/v1/logs' };
const TLS = {
  COLLECTOR_TLS_CERT_FILE: 'server-crt.pem',
  COLLECTOR_TLS_KEY_FILE: 'server-key.pem',
  COLLECTOR_TLS_CLIENT_CA_FILE: 'ca-crt.pem',
};

describe('the shipped configuration of the Collector', () => {
  before(function () {
    needPrograms(this, COLLECTOR);
  });

  it('is these files', () => {
    const files = readdirSync(join(PACKAGE_ROOT, 'docker/otel-collector'));
    expect(files.sort()).to.deep.equal(FILES.map((name) => `${name}.yaml`).sort());
  });

  it('is valid with each of its overlays and with all', () => {
    expect(validate(METRICS)).to.equal('');
    expect(validate({ ...METRICS, ...TLS }, 'tls')).to.equal('');
    expect(validate({ ...METRICS, ...TRACES }, 'traces')).to.equal('');
    for (const logs of ['logs-loki', 'logs-elasticsearch'] as const) {
      expect(validate({ ...METRICS, ...LOGS }, logs), logs).to.equal('');
      const all = validate({ ...METRICS, ...TRACES, ...TLS, ...LOGS }, 'tls', 'traces', logs);
      expect(all, logs).to.equal('');
    }
  });

  it('is refused where nothing says where to push to', () => {
    expect(validate({})).to.include('otlp_http/metrics: at least one endpoint');
    expect(validate(METRICS, 'traces')).to.include('otlp_http/traces: at least one endpoint');
    expect(validate(METRICS, 'logs-loki')).to.include('otlp_http/logs: at least one endpoint');
  });
});
