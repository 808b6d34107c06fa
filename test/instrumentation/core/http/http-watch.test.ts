import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { wrapTimeMethod } from '../../../../instrumentation/core/answer-method.js';
import { ExchangeWatch } from '../../../../instrumentation/core/exchange-watch.js';
import { watchHttp } from '../../../../instrumentation/core/http/http-watch.js';
import type { Requester } from '../../../../instrumentation/core/orders/call-context.js';
import { callContext } from '../../../../instrumentation/core/orders/call-context.js';
import { MetricsCollector } from '../../../../lib/collector/metrics-collector.js';
import { MetricsRegistry } from '../../../../lib/metrics/metrics-registry.js';
import { pick, seriesReader } from '../../../support/series.js';

/** An answer as Bybit's: 3 of 10 requests left, in a window that has not ended. */
const HEADERS = {
  'X-Bapi-Limit': '10',
  'X-Bapi-Limit-Status': '3',
  'X-Bapi-Limit-Reset-Timestamp': String(Date.now() + 3_600_000),
};

describe('watchHttp', () => {
  const server = createServer((_request, response) => response.writeHead(200, HEADERS).end('{}'));
  let url: string;

  before(async () => {
    watchHttp();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  after(() => {
    server.close();
    server.closeAllConnections();
  });

  function setUp() {
    const registry = new MetricsRegistry();
    const watch = new ExchangeWatch(new MetricsCollector(registry));
    const requester = (exchange: string): Requester => ({
      exchange,
      client: {},
      watch,
      followsHttp: true,
    });
    const read = seriesReader(registry);
    const usage = async () => pick(await read(), 'genesis_rate_limit_usage_ratio');
    return { requester, read, usage };
  }

  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const viaHttp = async (): Promise<void> => {
    const [response] = await once(get(url, { agent }), 'response');
    response.resume();
    await once(response, 'end');
  };
  const viaFetch = async (): Promise<void> => {
    await (await fetch(url)).arrayBuffer();
  };

  for (const [library, send] of Object.entries({ viaHttp, viaFetch })) {
    it(`reads the limits of a client's requests (${library})`, async () => {
      const { requester, usage } = setUp();
      await callContext.runRequest(requester('bybit'), send);
      expect(await usage()).to.deep.equal({
        'genesis_rate_limit_usage_ratio{exchange="bybit",limit_type="endpoint"}': 0.7,
      });
    });

    it(`tells requests on one kept-alive socket apart (${library})`, async () => {
      const { requester, usage } = setUp();
      await callContext.runRequest(requester('kraken'), send);
      await Promise.all([
        callContext.runRequest(requester('okx'), send),
        callContext.runRequest(requester('bybit'), send),
        send(),
      ]);
      const exchanges = Object.keys(await usage());
      expect(exchanges).to.have.length(1);
      expect(exchanges[0]).to.contain('bybit');
    });

    it(`leaves other requests, and clients with a place of their own, alone (${library})`, async () => {
      const { requester, usage } = setUp();
      await send();
      await callContext.runRequest({ ...requester('bybit'), followsHttp: false }, send);
      expect(await usage()).to.deep.equal({});
    });

    it(`times the requests for the server time by the transport (${library})`, async () => {
      const { requester, read } = setUp();
      const observer = {
        isEnabled: () => true,
        watch: requester('okx').watch,
        tracing: undefined,
      };
      const wrapped = wrapTimeMethod(
        () => requester('okx'),
        (value) => value as number,
        observer,
      )(async () => {
        await send();
        return Date.now() + 600_000;
      });
      expect(await Reflect.apply(wrapped, undefined, [])).to.be.greaterThan(Date.now());
      const offset = (await read()).get('genesis_clock_offset_seconds{exchange="okx"}');
      expect(offset).to.be.within(595, 605);
    });
  }
});
