import type { IncomingHttpHeaders } from 'node:http';
import { expect } from 'chai';
import fc from 'fast-check';
import { CONTENT_CODINGS } from '../../../../lib/prometheus/http/content-coding.js';
import type { MetricsRequest } from '../../../../lib/prometheus/http/handler.js';
import { negotiate } from '../../../../lib/prometheus/http/negotiation.js';

const of = (headers: IncomingHttpHeaders) => negotiate({ headers } as MetricsRequest);

/** As the servers send it; the figures of the two older ones differ in nothing that matters. */
const SERVERS = {
  'Prometheus 3.5':
    'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
  'Prometheus 2.53':
    'application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
  'Prometheus 2.53 with native histograms':
    'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
  'a text only job': 'text/plain;version=0.0.4;q=0.6,*/*;q=0.5',
  'legacy names':
    'application/openmetrics-text;version=1.0.0;escaping=underscores;q=0.5,text/plain;version=0.0.4;q=0.4,*/*;q=0.3',
  'a browser': 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
};

describe('negotiate', () => {
  const formats: [keyof typeof SERVERS, string, string | undefined][] = [
    ['Prometheus 3.5', 'openmetrics-1.0.0', 'allow-utf-8'],
    ['Prometheus 2.53', 'openmetrics-1.0.0', undefined],
    ['Prometheus 2.53 with native histograms', 'openmetrics-1.0.0', undefined],
    ['a text only job', 'text-0.0.4', undefined],
    ['legacy names', 'openmetrics-1.0.0', 'underscores'],
    ['a browser', 'text-0.0.4', undefined],
  ];
  for (const [server, format, escaping] of formats) {
    it(`gives ${format} to ${server}`, () => {
      expect(of({ accept: SERVERS[server] })).to.include({ format, escaping });
    });
  }

  const accepts: [string | undefined, string, string][] = [
    [undefined, 'text-0.0.4', 'text/plain; version=0.0.4; charset=utf-8'],
    ['', 'text-0.0.4', 'text/plain; version=0.0.4; charset=utf-8'],
    ['*/*', 'text-0.0.4', 'text/plain; version=0.0.4; charset=utf-8'],
    ['text/*', 'text-0.0.4', 'text/plain; version=0.0.4; charset=utf-8'],
    ['application/json', 'text-0.0.4', 'text/plain; version=0.0.4; charset=utf-8'],
    ['text/plain;q=0', 'text-0.0.4', 'text/plain; version=0.0.4; charset=utf-8'],
    ['\u0000;;,=q', 'text-0.0.4', 'text/plain; version=0.0.4; charset=utf-8'],
    [
      'application/openmetrics-text',
      'openmetrics-1.0.0',
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
    ],
    [
      'Application/OpenMetrics-Text; Version=0.0.1; charset=UTF-8',
      'openmetrics-0.0.1',
      'application/openmetrics-text; version=0.0.1; charset=utf-8',
    ],
    [
      'application/openmetrics-text;q=0.1, text/plain;version=1.0.0;escaping=dots',
      'text-1.0.0',
      'text/plain; version=1.0.0; charset=utf-8; escaping=dots',
    ],
    [
      'application/openmetrics-text;q=0, */*',
      'text-0.0.4',
      'text/plain; version=0.0.4; charset=utf-8',
    ],
    [
      'application/openmetrics-text;version=9.9.9, text/plain;q=0.1',
      'text-0.0.4',
      'text/plain; version=0.0.4; charset=utf-8',
    ],
  ];
  for (const [accept, format, contentType] of accepts) {
    it(`gives ${format} for ${JSON.stringify(accept)}`, () => {
      const headers = accept === undefined ? {} : { accept };
      expect(of(headers)).to.include({ format, contentType });
    });
  }

  const zstd = CONTENT_CODINGS.includes('zstd') ? 'zstd' : 'gzip';
  const encodings: [string | undefined, string][] = [
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['gzip, deflate, br', 'gzip'],
    ['br', 'identity'],
    ['gzip;q=0', 'identity'],
    ['gzip;q=0.5, identity;q=0.8', 'identity'],
    ['identity;q=0, gzip', 'gzip'],
    ['identity;q=0', 'identity'],
    ['zstd, gzip;q=0.9', zstd],
    ['*', zstd],
  ];
  for (const [asked, coding] of encodings) {
    it(`packs with ${coding} for ${JSON.stringify(asked)}`, () => {
      const headers = asked === undefined ? {} : { 'accept-encoding': asked };
      expect(of(headers).coding).to.equal(coding);
    });
  }

  it('does not look at headers that no server sends for their length', () => {
    const accept = `application/openmetrics-text,${'a/b,'.repeat(4_000)}`;
    expect(of({ accept }).format).to.equal('text-0.0.4');
    expect(of({ 'accept-encoding': `gzip,${'x,'.repeat(500)}` }).coding).to.equal('identity');
  });

  it('never throws', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, (accept, coding) => {
        of({ accept, 'accept-encoding': coding });
      }),
    );
  });
});
