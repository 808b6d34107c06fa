import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import { ask, bearer } from '../lib/prometheus/support/ask.js';
import { closeEndpoints, openEndpoint } from '../lib/prometheus/support/endpoint.js';

const TOKEN = 'the-right-token-0123456789';
const REQUEST = `GET /metrics HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`;

/**
 * Node.js tells nothing to an answer that waits behind another one on a connection that is gone. Such
 * scrapes counted as under way for a minute, and sixteen of them kept every other one out.
 */
describe('a client that asks many times at once and leaves', () => {
  afterEach(closeEndpoints);

  it('leaves no scrape under way', async () => {
    const { url, port, meter, exporter } = await openEndpoint({ authToken: TOKEN });
    // More than the buffers of a connection hold, so that the first answer is still being sent.
    for (let metric = 0; metric < 20; metric += 1) {
      const counter = meter.createCounter(`counter_${metric}_total`);
      for (let index = 0; index < 2_000; index += 1) {
        counter.add(1, { index, label: 'x'.repeat(100) });
      }
    }
    for (let visit = 0; visit < 6; visit += 1) {
      const client = connect(port, '127.0.0.1').on('error', () => {});
      client.write(REQUEST.repeat(6));
      await once(client, 'data');
      client.resetAndDestroy();
    }
    let text = '';
    while (!text.includes('genesis_scrape_requests_in_flight 0\n')) text = await exporter.expose();
    expect((await ask(url, bearer(TOKEN))).status).to.equal(200);
  });
});
