import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { SIGNALS, type Signal } from './proto.js';
import type { Reply } from './replies.js';

/** What is to be answered to a body; called once for each request that has come whole. */
export type Reception = (signal: Signal, body: Buffer) => Reply;

/** OTLP over HTTP; the port that it took. */
export async function listenHttp(receive: Reception): Promise<number> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void serve(request, response, receive);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  receive: Reception,
): Promise<void> {
  const body = await read(request);
  const signal = SIGNALS.find((name) => request.url === `/v1/${name}`);
  if (body === undefined || signal === undefined) {
    response.destroy();
    return;
  }
  const { status = 200, headers, payload, delayMs, ended } = receive(signal, body);
  response.once('close', () => ended(response.writableFinished));
  if (delayMs === Number.POSITIVE_INFINITY) return;
  setTimeout(() => {
    response.writeHead(status, { 'content-type': 'application/x-protobuf', ...headers });
    response.end(payload);
  }, delayMs);
}

async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // Whoever sent it has gone, or was cut off.
    return undefined;
  }
  const whole = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(whole) : whole;
}
