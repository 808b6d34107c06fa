import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { parseScrape } from '../../examples/demo/exposition.js';
import { lookUntil } from '../stack/support/eventually.js';
import { COLLECTOR, needPrograms } from '../stack/support/programs.js';
import { recordedOf } from '../support/promql/recorded-metrics.js';
import { Collector } from './support/collector.js';

const NOW = '1790000000000000000';
const span = {
  traceId: '5b8efff798038103d269b633813fc60c',
  spanId: 'eee19b7ec3c1b174',
  name: 'order',
};

/** One of each signal, as OTLP has it in JSON. */
const SIGNALS: Readonly<Record<string, unknown>> = {
  traces: {
    resourceSpans: [
      { scopeSpans: [{ spans: [{ ...span, startTimeUnixNano: NOW, endTimeUnixNano: NOW }] }] },
    ],
  },
  metrics: {
    resourceMetrics: [
      {
        scopeMetrics: [
          {
            metrics: [
              { name: 'tilt', gauge: { dataPoints: [{ asDouble: 1, timeUnixNano: NOW }] } },
            ],
          },
        ],
      },
    ],
  },
  logs: {
    resourceLogs: [
      { scopeLogs: [{ logRecords: [{ timeUnixNano: NOW, body: { stringValue: 'a line' } }] }] },
    ],
  },
};

describe('what the Collector tells of itself', () => {
  let store: Server;
  let collector: Collector;

  before(async function () {
    needPrograms(this, COLLECTOR);
    store = createServer((_, answer) => answer.writeHead(404).end()).listen(0, '127.0.0.1');
    await once(store, 'listening');
    const url = `http://127.0.0.1:${(store.address() as AddressInfo).port}`;
    const stores = { METRICS_STORE_URL: url, TRACES_STORE_URL: url, LOGS_STORE_URL: url };
    collector = await Collector.start(stores, 'traces', 'logs-loki');
  });

  after(async () => {
    await collector?.kill();
    store?.close();
  });

  it('is what is recorded of it, once a store has refused something of each kind', async () => {
    for (const [signal, message] of Object.entries(SIGNALS)) {
      const { ok } = await fetch(`http://${collector.http}/v1/${signal}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
      });
      expect(ok, signal).to.equal(true);
    }
    expect(await lookUntil(missing, ({ length }) => length === 0)).to.deep.equal([]);
  });

  /** What is recorded and not told, or told with other labels or of another kind. */
  async function missing(): Promise<string[]> {
    const text = await (await fetch(collector.metricsUrl)).text();
    const counters = new Set(
      [...text.matchAll(/^# TYPE (\S+) (?:counter|histogram)$/gm)].map(([, name]) => name),
    );
    const samples = parseScrape(text);
    return recordedOf('otel-collector')
      .filter(({ name, kind, labels }) => {
        const told = samples.filter((sample) => sample.name === name);
        const own = [...labels].filter((label) => label !== 'job' && label !== 'instance');
        const isCounter =
          counters.has(name) || counters.has(name.replace(/_(bucket|sum|count)$/, ''));
        const has = (label: string): boolean => told.some((sample) => label in sample.labels);
        return told.length === 0 || !own.every(has) || isCounter !== (kind === 'counter');
      })
      .map(({ name }) => name);
  }
});
