import { tlsFile } from '../lib/prometheus/support/files.js';
import { requestCount, SEED } from './support/campaign.js';
import { EndpointProcess } from './support/endpoint-process.js';
import { authority, endure } from './support/survival.js';
import { tlsVisit } from './support/tls-visits.js';
import { Clients } from './support/visits.js';

/** A handshake costs as much as a hundred requests. */
const REQUESTS = requestCount(5_000);

describe(`the endpoint under mutated TLS, HTTP and HTTP/2 (FUZZ_SEED=${SEED})`, () => {
  let endpoint: EndpointProcess;
  afterEach(async () => {
    await endpoint?.stop();
  });

  it(`survives ${REQUESTS} requests, frames and handshakes, and gives nothing away`, async () => {
    endpoint = await EndpointProcess.start({
      PROMETHEUS_TLS_CERT_FILE: tlsFile('server-crt'),
      PROMETHEUS_TLS_KEY_FILE: tlsFile('server-key'),
    });
    const clients = new Clients(endpoint.port, authority());
    await endure({ endpoint, clients, visit: await tlsVisit(clients), requests: REQUESTS });
  });
});
