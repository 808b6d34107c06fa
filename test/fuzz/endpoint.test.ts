import { requestCount, SEED } from './support/campaign.js';
import { EndpointProcess } from './support/endpoint-process.js';
import { endure } from './support/survival.js';
import { Clients, httpVisit } from './support/visits.js';

const REQUESTS = requestCount();

describe(`the endpoint under mutated requests (FUZZ_SEED=${SEED})`, () => {
  let endpoint: EndpointProcess;
  afterEach(async () => {
    await endpoint?.stop();
  });

  it(`survives ${REQUESTS} of them in clear, and gives nothing away`, async () => {
    endpoint = await EndpointProcess.start();
    const clients = new Clients(endpoint.port);
    await endure({ endpoint, clients, visit: httpVisit(clients), requests: REQUESTS });
  });
});
