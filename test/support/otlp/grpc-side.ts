import type {
  Http2SecureServer,
  Http2Server,
  IncomingHttpHeaders,
  ServerHttp2Stream,
} from 'node:http2';
import { createSecureServer, createServer } from 'node:http2';
import type { Behaviour } from './behaviour.js';
import { clientName } from './http-side.js';
import type { Reception, TlsFiles } from './reception.js';
import { answerTo } from './reception.js';
import type { SignalProtocol } from './signals.js';
import { SIGNALS } from './signals.js';

const UNIMPLEMENTED = 12;
const INTERNAL = 13;
const PREFIX_BYTES = 5;
const TYPE = { 'content-type': 'application/grpc+proto' };

/**
 * The gRPC side of a receiver. It speaks gRPC over HTTP/2 by itself, because a server of a library
 * neither shows what was on the wire (packing, deadlines) nor can misbehave below its calls.
 */
export function createGrpcSide(
  reception: Reception,
  tls: TlsFiles | undefined,
): Http2Server | Http2SecureServer {
  const server = tls === undefined ? createServer() : createSecureServer(tls);
  server.on('sessionError', () => {});
  server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    const chunks: Buffer[] = [];
    stream.on('error', () => {});
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      // A client may have given the call up meanwhile.
      if (!stream.destroyed) take(reception, stream, headers, Buffer.concat(chunks));
    });
  });
  return server;
}

function take(
  reception: Reception,
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  sent: Buffer,
): void {
  const path = String(headers[':path']);
  const signal = SIGNALS.find(({ grpcPath }) => grpcPath === path);
  if (signal === undefined) {
    endCall(stream, UNIMPLEMENTED, `unknown method ${path}`);
  } else if (!isOneMessage(sent)) {
    endCall(stream, INTERNAL, 'not one message');
  } else {
    const behaviour = reception.receive({
      signal,
      protocol: 'grpc',
      path,
      headers,
      compression: sent[0] === 1 ? 'gzip' : 'none',
      sent: sent.subarray(PREFIX_BYTES),
      sentBytes: sent.length,
      client: clientName(stream.session?.socket),
    });
    carryOut(behaviour, { reception, stream, signal });
  }
}

/** A unary call has one message, behind a prefix: whether it is packed, and its length. */
function isOneMessage(sent: Buffer): boolean {
  return sent.length >= PREFIX_BYTES && sent.readUInt32BE(1) === sent.length - PREFIX_BYTES;
}

interface Call {
  readonly reception: Reception;
  readonly stream: ServerHttp2Stream;
  readonly signal: SignalProtocol;
}

function carryOut(behaviour: Behaviour, call: Call): void {
  const { reception, stream, signal } = call;
  if (stream.destroyed) return;
  switch (behaviour.does) {
    case 'accept':
    case 'accept-part': {
      const part = behaviour.does === 'accept' ? undefined : behaviour;
      complete(stream, answerTo(signal, part).bytes);
      break;
    }
    case 'answer':
      stream.respond({ ':status': behaviour.status, ...behaviour.headers });
      stream.end(behaviour.body);
      break;
    case 'end-call':
      endCall(stream, behaviour.code, behaviour.message, behaviour.trailers);
      break;
    case 'talk-rubbish':
      complete(stream, Buffer.alloc(20, 0xff));
      break;
    case 'reset':
      stream.respond({ ':status': 200, ...TYPE });
      stream.write(Buffer.alloc(2), () => reception.reset(stream.session?.socket.remotePort));
      break;
    case 'wait':
      reception.later(behaviour.millis, () => carryOut(behaviour.then, call));
      break;
    case 'hang':
      break;
  }
}

function complete(stream: ServerHttp2Stream, message: Buffer): void {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32BE(message.length, 1);
  stream.respond({ ':status': 200, ...TYPE }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(Buffer.concat([prefix, message]));
}

function endCall(
  stream: ServerHttp2Stream,
  code: number,
  message: string,
  trailers: Readonly<Record<string, string>> = {},
): void {
  const ending = { 'grpc-status': String(code), 'grpc-message': encodeURIComponent(message) };
  stream.respond({ ':status': 200, ...TYPE, ...ending, ...trailers }, { endStream: true });
}
