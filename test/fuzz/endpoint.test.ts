import { attack, requestCount, SEED } from './support/campaign.js';
import { EndpointProcess } from './support/endpoint-process.js';
import { expectCalm, expectScrape, settled } from './support/survival.js';
import { Clients, httpVisit } from './support/visits.js';

/** Visits that fill caches and let code be compiled, so that growth after them is a leak. */
const WARM_UP_REQUESTS = 5_000;
const WARM_UP_INDEX = 1e9;

describe(`the endpoint under mutated requests (FUZZ_SEED=${SEED})`, () => {
  let endpoint: EndpointProcess;
  afterEach(async () => {
    await endpoint?.stop();
  });

  it(`survives ${requestCount()} of them in clear, and gives nothing away`, async () => {
    endpoint = await EndpointProcess.start();
    const idle = await endpoint.figures();
    const clients = new Clients(endpoint.port);
    const visit = httpVisit(clients);
    await attack(endpoint, Math.min(WARM_UP_REQUESTS, requestCount()), visit, WARM_UP_INDEX);
    clients.destroy();
    const warm = await settled(endpoint, { ...idle, heapBytes: Number.POSITIVE_INFINITY });
    await attack(endpoint, requestCount(), visit);
    clients.destroy();
    await expectScrape(endpoint, false);
    const after = await settled(endpoint, warm);
    expectCalm(endpoint);
    tell(warm.heapBytes, after.heapBytes, endpoint.lines);
  });
});

function tell(before: number, after: number, lines: number): void {
  const grown = ((after - before) / 1024).toFixed(0);
  console.log(`      heap ${(before / 2 ** 20).toFixed(1)} MiB, ${grown} KiB more after it; ${lines} lines`);
}
