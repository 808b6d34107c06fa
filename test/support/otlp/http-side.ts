import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Behaviour } from './behaviour.js';
import type { Reception, TlsFiles } from './reception.js';
import { answerTo } from './reception.js';
import type { Signal, SignalProtocol } from './signals.js';
import { SIGNALS } from './signals.js';

const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';

const USUAL_PATHS = Object.fromEntries(SIGNALS.map(({ httpPath, signal }) => [httpPath, signal]));

export interface HttpOptions {
  readonly tls: TlsFiles | undefined;
  readonly paths: Readonly<Record<string, Signal>>;
}

/** The HTTP side of a receiver: protobuf and JSON, packed and not. */
export function createHttpSide(reception: Reception, { tls, paths }: HttpOptions): Server {
  const signals = { ...USUAL_PATHS, ...paths };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('error', () => {});
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const signal = SIGNALS.find((each) => each.signal === signals[path]);
      take(reception, { request, response, path, signal }, Buffer.concat(chunks));
    });
  };
  return tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
}

interface Arrival {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly signal: SignalProtocol | undefined;
}

function take(reception: Reception, arrival: Arrival, sent: Buffer): void {
  const { request, response, path, signal } = arrival;
  const type = request.headers['content-type'];
  if (signal === undefined || request.method !== 'POST') {
    response.writeHead(signal === undefined ? 404 : 405).end();
    return;
  }
  if (type !== PROTOBUF && type !== JSON_TYPE) {
    response.writeHead(415).end();
    return;
  }
  const behaviour = reception.receive({
    signal,
    protocol: type === PROTOBUF ? 'http/protobuf' : 'http/json',
    path,
    headers: request.headers,
    compression: request.headers['content-encoding'] === 'gzip' ? 'gzip' : 'none',
    sent,
    sentBytes: sent.length,
    client: clientName(request.socket),
  });
  carryOut(behaviour, { reception, response, signal, type });
}

interface Exchange {
  readonly reception: Reception;
  readonly response: ServerResponse;
  readonly signal: SignalProtocol;
  readonly type: string;
}

function carryOut(behaviour: Behaviour, exchange: Exchange): void {
  const { reception, response, signal, type } = exchange;
  switch (behaviour.does) {
    case 'accept':
    case 'accept-part': {
      const part = behaviour.does === 'accept' ? undefined : behaviour;
      const { json, bytes } = answerTo(signal, part);
      response.writeHead(200, { 'content-type': type }).end(type === JSON_TYPE ? json : bytes);
      break;
    }
    case 'answer':
      response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body);
      break;
    case 'talk-rubbish':
      response.writeHead(200, { 'content-type': type }).end('\u00ff<html>what is OTLP?');
      break;
    case 'reset':
      // Before the end of the status line: a status that has come is taken for the answer.
      response.socket?.write('HTTP/1.1 2', () => reception.reset(response.socket?.remotePort));
      break;
    case 'wait':
      reception.later(behaviour.millis, () => carryOut(behaviour.then, exchange));
      break;
    case 'end-call':
      throw new Error('an HTTP receiver has no gRPC status');
    case 'hang':
      break;
  }
}

export function clientName(socket: Socket | TLSSocket | undefined): string | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const name = socket.getPeerCertificate().subject?.CN;
  return Array.isArray(name) ? name[0] : name;
}
