import { report } from '../diagnostics/report.js';
import { GenesisError } from '../errors.js';
import { endpointAddress } from '../prometheus/endpoint-address.js';
import { setUpEndpoint } from '../prometheus/endpoint-setup.js';
import { JoinedCollections } from '../prometheus/exposition/joined-collections.js';
import { openEndpointLine } from '../prometheus/guard/guard-rules.js';
import { requireProtection } from '../prometheus/guard/protection.js';
import { MetricsServer } from '../prometheus/http/metrics-server.js';
import { createRoutedHandler } from '../prometheus/http/request-handler.js';
import { ScrapeRecorder } from '../prometheus/scrape-recorder.js';
import type { GatheringParts } from './gather-now.js';
import type { EndpointData, FromThread } from './messages.js';
import { ThreadSource } from './thread-source.js';

const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;

/**
 * The endpoint of the exporter's thread. One that was open before is opened again and again until that
 * works: its port may be taken for a while, or its files hold less protection.
 */
export class ThreadEndpoint {
  readonly #data: EndpointData;
  readonly #send: (message: FromThread) => void;
  readonly #source: JoinedCollections;
  readonly #recorder: ScrapeRecorder;
  #serving: Promise<MetricsServer | undefined> = Promise.resolve(undefined);
  #pauseMs = SHORTEST_PAUSE_MS;
  #again: NodeJS.Timeout | undefined;

  constructor(data: EndpointData, parts: GatheringParts, send: (message: FromThread) => void) {
    this.#data = data;
    this.#send = send;
    this.#recorder = new ScrapeRecorder(parts.shared);
    const { targetAttributes, config } = data;
    const created = config.createdTimestamps === true;
    const rest = { recorder: this.#recorder, targetAttributes, created };
    this.#source = new JoinedCollections(new ThreadSource({ ...parts, ...rest }));
  }

  /** @param onRefused is called where it cannot be opened, and never will */
  start(onRefused: () => void): void {
    this.#serving = this.#serve().catch((fault: unknown) => {
      if (!(fault instanceof GenesisError)) throw fault;
      this.#send({ kind: 'fault', code: fault.code, message: fault.message });
      if (this.#data.protection === undefined) onRefused();
      else this.#again = setTimeout(() => this.start(onRefused), this.#pauseMs);
      this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
      return undefined;
    });
  }

  async stop(): Promise<void> {
    clearTimeout(this.#again);
    const server = await this.#serving.catch(() => undefined);
    clearTimeout(this.#again);
    await server?.close();
  }

  async #serve(): Promise<MetricsServer> {
    const { config, address: host, protection: before } = this.#data;
    const setup = setUpEndpoint(config, this.#source, this.#recorder);
    const { protection } = setup;
    if (before !== undefined) requireProtection(protection, before);
    const handler = createRoutedHandler(setup.path, setup.routed, () => true);
    const server = new MetricsServer(handler, { ...setup.server, address: host });
    await server.listen();
    const bound = server.address();
    if (bound === undefined) throw new Error('the endpoint has no address');
    const address = endpointAddress(bound, setup.path, setup.server.tls !== undefined);
    if (before === undefined && !protection.isGuarded) report(openEndpointLine(address.url));
    this.#send({ kind: 'listening', address, protection });
    return server;
  }
}
