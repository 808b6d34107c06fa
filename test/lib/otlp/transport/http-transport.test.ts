import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { expect } from 'chai';
import { HttpTransport } from '../../../../lib/otlp/transport/http-transport.js';
import type { PushAnswer, TransportSettings } from '../../../../lib/otlp/transport/transport.js';
import { certificateFile, OtlpReceiver } from '../../../support/otlp/otlp-receiver.js';

const EMPTY = Buffer.alloc(0);

function transport(url: string, given: Partial<TransportSettings> = {}): HttpTransport {
  const settings = { headers: {}, compression: 'none', insecure: true, certificates: {} } as const;
  return new HttpTransport({ ...settings, url, ...given }, 'application/x-protobuf');
}

/** A server that does with a connection what it is told. */
async function listening(
  serve: (socket: Socket) => void,
): Promise<{ server: Server; url: string }> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => serve(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

async function answerOf(serve: (socket: Socket) => void, timeoutMs: number): Promise<PushAnswer> {
  const sockets: Socket[] = [];
  const { server, url } = await listening((socket) => {
    sockets.push(socket);
    serve(socket);
  });
  const answer = await transport(url).send(EMPTY, timeoutMs);
  for (const socket of sockets) socket.destroy();
  server.close();
  return answer;
}

describe('OTLP over HTTP', () => {
  it('waits no longer for an answer that comes byte by byte', async () => {
    const answer = await answerOf((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n');
      const dripping = setInterval(() => socket.write('.'), 10);
      socket.once('close', () => clearInterval(dripping));
    }, 300);
    expect(answer).to.deep.equal({ outcome: 'timeout', cause: 'timeout' });
  });

  it('waits no longer for a head that comes byte by byte', async () => {
    const answer = await answerOf((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx-long: ');
      const dripping = setInterval(() => socket.write('.'), 10);
      socket.once('close', () => clearInterval(dripping));
    }, 300);
    expect(answer).to.deep.equal({ outcome: 'timeout', cause: 'timeout' });
  });

  it('reads no more of an answer than it takes to see that it is none', async () => {
    const answer = await answerOf((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.write(Buffer.alloc(8 * 1024 * 1024, 0x20));
    }, 20_000);
    expect(answer.outcome).to.equal('taken');
    expect('body' in answer && answer.body.length).to.be.below(1024 * 1024);
  });

  it('takes what is no HTTP for a collector that is not there', async () => {
    const answer = await answerOf((socket) => socket.end('220 mail.example.net ESMTP\r\n'), 20_000);
    expect(answer).to.have.property('outcome', 'unreachable');
    expect('cause' in answer && answer.cause).to.match(/^HPE_/);
  });

  it('takes a connection that is cut in the middle for no answer', async () => {
    const answer = await answerOf((socket) => {
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf');
    }, 20_000);
    expect(answer.outcome).to.equal('unreachable');
  });

  it('trusts the authority that it is told of, and shows its certificate', async () => {
    const receiver = await OtlpReceiver.start({ tls: 'server', clientCa: 'ca' });
    const read = (name: string): Buffer => readFileSync(certificateFile(name));
    const url = `${receiver.url.replace('127.0.0.1', 'localhost')}/v1/metrics`;
    const certificates = { ca: read('ca-crt'), cert: read('client-crt'), key: read('client-key') };
    const taken = await transport(url, { certificates }).send(EMPTY, 20_000);
    expect(taken.outcome).to.equal('taken');
    expect(receiver.requests[0]?.client).to.be.a('string');
    const stranger = await transport(url).send(EMPTY, 20_000);
    expect(stranger.outcome).to.equal('unreachable');
    expect(receiver.requests).to.have.length(1);
    await receiver.stop();
  });

  it('survives what cannot be sent', async () => {
    const answer = await transport('http://127.0.0.1:9/', { headers: { bad: 'a\nb' } }).send(
      EMPTY,
      20_000,
    );
    expect(answer).to.deep.equal({ outcome: 'fault', cause: 'ERR_INVALID_CHAR' });
  });
});
