import { expect } from 'chai';
import type { PrometheusExporterOptions } from '../../../lib/prometheus/exporter-options.js';
import { listenSettings } from '../../../lib/prometheus/listen-settings.js';
import { genesisError } from './support/errors.js';

describe('listenSettings', () => {
  it('has the defaults of OpenTelemetry, on loopback', () => {
    expect(listenSettings({})).to.deep.equal({ host: 'localhost', port: 9464, path: '/metrics' });
  });

  it('takes 0 for any free port', () => {
    expect(listenSettings({ port: 0 }).port).to.equal(0);
  });

  const faulty: [string, unknown, RegExp][] = [
    ['host', '', /OTEL_EXPORTER_PROMETHEUS_HOST or option host/],
    ['host', 'a b', /OTEL_EXPORTER_PROMETHEUS_HOST/],
    ['host', null, /OTEL_EXPORTER_PROMETHEUS_HOST/],
    ['port', -1, /OTEL_EXPORTER_PROMETHEUS_PORT or option port/],
    ['port', 65_536, /OTEL_EXPORTER_PROMETHEUS_PORT/],
    ['port', 1.5, /OTEL_EXPORTER_PROMETHEUS_PORT/],
    ['port', Number.NaN, /OTEL_EXPORTER_PROMETHEUS_PORT/],
    ['port', '9464', /OTEL_EXPORTER_PROMETHEUS_PORT/],
    ['endpoint', 'metrics', /option endpoint/],
    ['endpoint', '', /option endpoint/],
    ['endpoint', '/metrics?x=1', /option endpoint/],
  ];
  for (const [option, value, named] of faulty) {
    it(`refuses ${JSON.stringify(value)} as ${option}`, async () => {
      const options = { [option]: value } as PrometheusExporterOptions;
      const error = await genesisError('GENESIS_CONFIG_INVALID', () => listenSettings(options));
      expect(error.message).to.match(named);
    });
  }
});
