/**
 * The thread that serves the metrics endpoint: HTTP, guard, TLS, text and packing all happen here.
 * It reads what is recorded from the memory that all threads of the bot share.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { diag } from '@opentelemetry/api';
import { report } from '../diagnostics/report.js';
import { GenesisError } from '../errors.js';
import { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import { genesisViews } from '../metrics/views.js';
import { endpointAddress } from '../prometheus/endpoint-address.js';
import { setUpEndpoint } from '../prometheus/endpoint-setup.js';
import { JoinedCollections } from '../prometheus/exposition/joined-collections.js';
import { openEndpointLine } from '../prometheus/guard/guard-rules.js';
import { requireProtection } from '../prometheus/guard/protection.js';
import { MetricsServer } from '../prometheus/http/metrics-server.js';
import { createRoutedHandler } from '../prometheus/http/request-handler.js';
import { ScrapeRecorder } from '../prometheus/scrape-recorder.js';
import { giveWayToBot } from './give-way.js';
import { MainThread } from './main-thread.js';
import type { FromThread, ThreadData, ToThread } from './messages.js';
import { ThreadGauges } from './thread-gauges.js';
import { ThreadSource } from './thread-source.js';

const data = workerData as ThreadData;

function send(message: FromThread): void {
  parentPort?.postMessage(message);
}

const say = (level: 'error' | 'warn' | 'info') => (line: string) =>
  send({ kind: 'said', level, line });
diag.setLogger({
  error: say('error'),
  warn: say('warn'),
  info: say('info'),
  debug: () => {},
  verbose: () => {},
});

const { thread, order } = data;
const shared = new SharedMeterProvider({ views: genesisViews(), order, thread });
for (const { writer, announcements } of data.snapshot) {
  const listen = shared.directory.listenTo(writer);
  for (const announcement of announcements) listen(announcement);
}
shared.onAnnouncement((announcement) => send({ kind: 'announced', announcement }));

const mainThread = new MainThread(send);
const recorder = new ScrapeRecorder(shared);
const source = new ThreadSource({
  shared,
  mainThread,
  recorder,
  gauges: new ThreadGauges(shared, data.heartbeat),
  targetAttributes: data.targetAttributes,
  created: data.config.createdTimestamps === true,
});

async function serve(): Promise<MetricsServer> {
  const setup = setUpEndpoint(data.config, new JoinedCollections(source), recorder);
  const { protection } = setup;
  if (data.protection !== undefined) requireProtection(protection, data.protection);
  const handler = createRoutedHandler(setup.path, setup.routed, () => true);
  const server = new MetricsServer(handler, { ...setup.server, address: data.address });
  await server.listen();
  const bound = server.address();
  if (bound === undefined) throw new Error('the endpoint has no address');
  const address = endpointAddress(bound, setup.path, setup.server.tls !== undefined);
  const isFirst = data.protection === undefined;
  if (isFirst && !protection.isGuarded) report(openEndpointLine(address.url));
  send({ kind: 'listening', address, protection });
  return server;
}

giveWayToBot();
const serving = serve();
serving.catch((fault: unknown) => {
  if (!(fault instanceof GenesisError)) throw fault;
  send({ kind: 'fault', code: fault.code, message: fault.message });
  parentPort?.close();
});

async function stop(): Promise<void> {
  const server = await serving.catch(() => undefined);
  await server?.close();
  send({ kind: 'stopped' });
}

parentPort?.on('message', (message: ToThread) => {
  switch (message.kind) {
    case 'announced': {
      const listen = shared.directory.listenTo(message.writer);
      for (const announcement of message.announcements) listen(announcement);
      return;
    }
    case 'ended':
      shared.directory.end(message.writer);
      return;
    case 'alive':
      mainThread.alive(message.question);
      return;
    case 'part':
      mainThread.part(message.question, message.part);
      return;
    case 'collected':
      mainThread.collected(message);
      return;
    case 'stop':
      void stop();
  }
});
