import { expect } from 'chai';
import { Collector } from '../integration/preload/collectors.js';
import { parseExposition } from '../support/series.js';
import { scrape, startExample, TOKEN } from './example.js';
import { seriesOfPush } from './otlp-series.js';

/** These say how the process does at this moment, so scrape and push differ in their values. */
const OF_THE_MOMENT = ['genesis_up', 'genesis_memory_usage_bytes', 'genesis_cpu_usage_percent'];

function settled(series: ReadonlyMap<string, number>): Record<string, number> {
  const isSettled = (key: string): boolean =>
    !OF_THE_MOMENT.includes(key) && !key.startsWith('genesis_scrape_');
  return Object.fromEntries([...series].filter(([key]) => isSettled(key)).sort());
}

describe('the example of Prometheus and OTLP at once', () => {
  const collector = new Collector();
  let address: string;
  before(async () => {
    address = await collector.start();
  });
  after(() => collector.stop());

  it('pushes the names and the values that it serves', async () => {
    const example = startExample('dual-export', {
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: address,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      },
    });
    const [url] = await example.says(/http:\S+/);
    // The endpoint measures a scrape when it is over, so that the second one shows the first.
    await scrape(url, TOKEN);
    const scraped = new Map(parseExposition((await scrape(url, TOKEN)).text));
    scraped.forEach((_, key) => {
      // The resource is a series of its own for Prometheus, and part of the envelope in OTLP.
      if (key.startsWith('target_info')) scraped.delete(key);
    });
    example.release();
    const ending = await example.ended();
    expect(ending.code).to.equal(0);
    expect(ending.stderr).to.equal('');

    const pushed = seriesOfPush(collector.requests.at(-1)?.body ?? '');
    expect([...pushed.keys()].sort()).to.deep.equal([...scraped.keys()].sort());
    expect(settled(pushed)).to.deep.equal(settled(scraped));
    const xrp = '{exchange="kraken",symbol="XRP/USD",side="buy",type="market"}';
    expect(pushed.get(`genesis_orders_total${xrp}`)).to.equal(2);
    expect(pushed.get('genesis_drawdown_percent')).to.equal(1.295);
  });
});
