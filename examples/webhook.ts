/**
 * A receiver of Alertmanager's notifications that prints what a phone would show:
 *
 *     npm run webhook
 *
 * and http://127.0.0.1:9999 in docker/alertmanager/secrets/webhook-url. WEBHOOK_PORT is another port,
 * WEBHOOK_HOST another address: containers reach 0.0.0.0 as host.docker.internal.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Of what Alertmanager posts (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config). */
interface Notification {
  readonly alerts: readonly Alert[];
}

interface Alert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Far more than a notification has. */
const MOST_BYTES = 1_000_000;

async function read(request: IncomingMessage): Promise<Notification> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error('too large');
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString()) as Notification;
}

function show({ status, labels, annotations }: Alert): string {
  const time = new Date().toISOString().slice(11, 19);
  if (status === 'resolved') return `${time}  over: ${annotations['summary']}`;
  const severity = labels['severity']?.toUpperCase();
  return [
    `${time}  ${severity}  ${annotations['summary']}`,
    `          First: ${annotations['action']}`,
    `          Help:  ${annotations['runbook_url']}`,
  ].join('\n');
}

const server = createServer(async (request, response) => {
  try {
    const { alerts } = await read(request);
    for (const alert of alerts) process.stdout.write(`${show(alert)}\n`);
    response.writeHead(200).end();
  } catch {
    response.writeHead(400).end();
  }
});

const { WEBHOOK_HOST = '127.0.0.1', WEBHOOK_PORT = '9999' } = process.env;
server.listen(Number(WEBHOOK_PORT), WEBHOOK_HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  process.stdout.write(`waiting for notifications at http://${address}:${port}\n`);
});
