/**
 * The thread that serves the metrics endpoint and pushes metrics over OTLP: HTTP, guard, TLS, text and
 * packing all happen here. It reads what is recorded from the memory that all threads of the bot share.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { diag } from '@opentelemetry/api';
import { SharedMeterProvider } from '../meter/shared-meter-provider.js';
import { genesisViews } from '../metrics/views.js';
import type { MetricsPusher } from '../otlp/metrics-pusher.js';
import { giveWayToBot } from './give-way.js';
import { MainThread } from './main-thread.js';
import type { FromThread, ThreadData, ToThread } from './messages.js';
import { mute } from './mute.js';
import type { ThreadEndpoint } from './thread-endpoint.js';
import { ThreadGauges } from './thread-gauges.js';

mute();

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
const parts = { shared, mainThread, gauges: new ThreadGauges(shared, data.heartbeat) };

giveWayToBot();
const pusher = startPush();
const endpoint = startEndpoint();
send({ kind: 'started' });

/** What is not asked for is not loaded either. */
function startPush(): MetricsPusher | undefined {
  if (data.push === undefined) return undefined;
  const { startThreadPush } = require('./thread-push.js') as typeof import('./thread-push.js');
  return startThreadPush(data.push, parts);
}

function startEndpoint(): ThreadEndpoint | undefined {
  if (data.endpoint === undefined) return undefined;
  const { ThreadEndpoint: Endpoint } =
    require('./thread-endpoint.js') as typeof import('./thread-endpoint.js');
  const started = new Endpoint(data.endpoint, parts, send);
  started.start(() => {
    // Nothing is left to do, unless there is something to be pushed.
    if (pusher === undefined) parentPort?.close();
  });
  return started;
}

async function flush(number: number): Promise<void> {
  await pusher?.flush();
  send({ kind: 'flushed', flush: number });
}

async function stop(): Promise<void> {
  await Promise.all([pusher?.flush(), endpoint?.stop()]);
  pusher?.stop();
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
    case 'flush':
      void flush(message.flush);
      return;
    case 'stop':
      void stop();
  }
});
