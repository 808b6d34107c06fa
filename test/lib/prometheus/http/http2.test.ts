import { once } from 'node:events';
import { type ClientHttp2Session, connect as connectHttp2, constants } from 'node:http2';
import { pipeline, Readable } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import { expect } from 'chai';
import type { Handler } from '../../../../lib/prometheus/http/handler.js';
import type { ServerLimits } from '../../../../lib/prometheus/http/server-limits.js';
import { ReloadedTls } from '../../../../lib/prometheus/tls/reloaded-tls.js';
import { ask } from '../support/ask.js';
import { deferred } from '../support/deferred.js';
import { answerOk, closeServers, connectionsGone, openServer } from '../support/server.js';
import { askHttp2, authorities, tlsSettings } from '../support/tls.js';

const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const TYPE = { headers: 1, settings: 4, ping: 6, continuation: 9 };
const EMPTY_SETTINGS = frame(TYPE.settings, 0, 0);
/** `:method: GET`, `:scheme: https`, `:path: /`, an empty `:authority`, without the end of the headers. */
const OPEN_HEADERS = frame(TYPE.headers, 0, 1, Buffer.from([0x82, 0x87, 0x84]));

function frame(type: number, flags: number, stream: number, payload = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

describe('HTTP/2', () => {
  const clients: { destroy(): void }[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await closeServers();
  });

  const open = (handler: Handler = answerOk, limits: Partial<ServerLimits> = {}) =>
    openServer(handler, { tls: new ReloadedTls(tlsSettings()), limits });
  const connected = async (url: string): Promise<ClientHttp2Session> => {
    const session = connectHttp2(url, { ca: authorities });
    clients.push(session);
    session.on('error', () => {});
    await once(session, 'remoteSettings');
    return session;
  };
  /** A client that says what it likes. */
  const raw = async (port: number, ...frames: Buffer[]): Promise<TLSSocket> => {
    const ca = authorities;
    const socket = connect({ port, host: '127.0.0.1', ca, ALPNProtocols: ['h2'] });
    clients.push(socket);
    socket.on('error', () => {}).resume();
    await once(socket, 'secureConnect');
    socket.write(Buffer.concat([Buffer.from(PREFACE), EMPTY_SETTINGS, ...frames]));
    return socket;
  };
  const closed = async (socket: TLSSocket | ClientHttp2Session): Promise<void> => {
    if (!socket.destroyed) await once(socket, 'close');
  };

  it('is spoken with who can, HTTP/1.1 with who cannot, by one handler', async () => {
    const { url } = await open((request, response) => {
      response.end(`${request.httpVersion} ${request.headers.host}`);
    });
    const { host } = new URL(url);
    expect((await askHttp2(url)).body).to.equal(`2.0 ${host}`);
    expect((await ask(url, { ca: authorities })).body).to.equal(`1.1 ${host}`);
  });

  it('is not offered where it is switched off', async () => {
    const tls = new ReloadedTls(tlsSettings());
    const { url } = await openServer(answerOk, { tls, http2: false });
    expect(await askHttp2(url).catch(() => 'refused')).to.equal('refused');
    expect((await ask(url, { ca: authorities })).body).to.equal('ok');
  });

  it('sends a large body whole, in pieces as the client takes them', async () => {
    const body = 'x'.repeat(8 * 1024 * 1024);
    const { url } = await open((_request, response) => void response.end(body));
    const replies = await Promise.all([askHttp2(url), askHttp2(url)]);
    expect(replies.map((reply) => reply.body.length)).to.deep.equal([body.length, body.length]);
  });

  it('answers several requests of a client at once', async () => {
    const { url } = await open((_request, response) => {
      pipeline(
        Readable.from(Array.from({ length: 64 }, () => 'x'.repeat(65_536))),
        response,
        () => {},
      );
    });
    const session = await connected(url);
    const lengths = await Promise.all(
      Array.from({ length: 8 }, async () => {
        let length = 0;
        for await (const chunk of session.request()) length += (chunk as Buffer).length;
        return length;
      }),
    );
    expect(lengths).to.deep.equal(Array.from({ length: 8 }, () => 64 * 65_536));
  });

  it('does not take a slow collection for a slow reader', async () => {
    const { url } = await open(
      (_request, response) => void setTimeout(() => response.end('late'), 100),
      { stallMs: 10 },
    );
    expect((await askHttp2(url)).body).to.equal('late');
  });

  it('lets an answer under way finish when the server closes, and ends idle clients', async () => {
    const [asked, gate] = [deferred(), deferred()];
    const { server, url } = await open((_request, response) => {
      asked.resolve();
      gate.promise.then(() => response.end('whole'));
    });
    const idle = await connected(url);
    const answer = askHttp2(url);
    await asked.promise;
    const closing = server.close();
    await closed(idle);
    gate.resolve();
    expect((await answer).body).to.equal('whole');
    await closing;
  });

  it('closes within its grace though an answer hangs', async () => {
    const asked = deferred();
    const { server, url } = await open(() => asked.resolve(), { closeGraceMs: 20 });
    const answer = askHttp2(url).catch(() => 'broken off');
    await asked.promise;
    await server.close();
    expect(await answer).to.equal('broken off');
  });

  it('ends a client that asks for nothing', async () => {
    const { port } = await open(answerOk, { requestMs: 20 });
    await closed(await raw(port));
  });

  it('ends a client that reads nothing and asks for nothing', async () => {
    const { port, server } = await open(answerOk, { requestMs: 20, closeGraceMs: 20 });
    const socket = await raw(port);
    socket.pause();
    await connectionsGone(server);
  });

  it('ends a client that never ends its headers', async () => {
    const { port } = await open(answerOk, { requestMs: 20 });
    await closed(await raw(port, OPEN_HEADERS));
  });

  it('ends a client that asks no more', async () => {
    const { url } = await open(answerOk, { idleMs: 20 });
    const session = await connected(url);
    session.request().resume();
    await closed(session);
  });

  it('ends a client that only pings', async () => {
    const { port } = await open();
    const ping = frame(TYPE.ping, 0, 0, Buffer.alloc(8));
    await closed(await raw(port, ...Array.from({ length: 200 }, () => ping)));
  });

  it('ends a client that only changes its settings', async () => {
    const { port } = await open();
    await closed(await raw(port, ...Array.from({ length: 200 }, () => EMPTY_SETTINGS)));
  });

  it('ends a client whose headers go on without end', async () => {
    const { port } = await open();
    const more = frame(TYPE.continuation, 0, 1, Buffer.alloc(16_000, 0x82));
    await closed(await raw(port, OPEN_HEADERS, ...Array.from({ length: 200 }, () => more)));
  });

  it('ends a client that breaks off each of its requests, and never has many to answer', async () => {
    let [underWay, most, asked] = [0, 0, 0];
    const { server, url } = await open((_request, response) => {
      asked += 1;
      underWay += 1;
      most = Math.max(most, underWay);
      response.once('close', () => {
        underWay -= 1;
      });
    });
    const session = await connected(url);
    for (let count = 0; count < 2_000 && server.connectionCount > 0; count += 1) {
      const stream = session.request().on('error', () => {});
      stream.close(constants.NGHTTP2_CANCEL);
      if (count % 50 === 0) await new Promise(setImmediate);
    }
    await connectionsGone(server);
    expect(asked).to.be.within(1, 400);
    expect(most).to.be.at.most(8);
  });

  it('refuses requests with many or large headers, and goes on', async () => {
    const { url } = await open();
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`x-${i}`, 'x']));
    for (const headers of [many, { 'x-large': 'x'.repeat(40_000) }]) {
      const reply = await askHttp2(url, { headers }).catch(() => ({ status: 'broken off' }));
      expect(reply.status).to.be.oneOf(['broken off', 431]);
    }
    expect((await askHttp2(url)).body).to.equal('ok');
  });

  it('does not wait for a body', async () => {
    const { url } = await open();
    const session = await connected(url);
    const stream = session.request({ ':method': 'POST' }, { endStream: false });
    stream.on('error', () => {});
    stream.write('x'.repeat(1_000));
    stream.resume();
    await once(stream, 'close');
    expect(stream.sentHeaders[':method']).to.equal('POST');
  });

  it('drops a client that takes nothing of an answer', async () => {
    const { url, server } = await open(
      (_request, response) => void response.end('x'.repeat(8 * 1024 * 1024)),
      { stallMs: 50 },
    );
    const session = await connected(url);
    const stream = session.request();
    stream.on('error', () => {});
    await once(stream, 'response');
    stream.pause();
    await closed(session);
    await connectionsGone(server);
  });

  it('trusts who was served, and not who broke off a request', async () => {
    const [asked, ended] = [deferred(), deferred()];
    const { url } = await open(
      (request, response) => {
        if (request.url === '/served') return void response.end('ok');
        response.once('close', () => ended.resolve());
        asked.resolve();
      },
      { connectionsPerNetwork: 2 },
    );
    const served = await connected(url);
    await once(served.request({ ':path': '/served' }).resume(), 'close');
    const brokenOff = await connected(url);
    const stream = brokenOff.request().on('error', () => {});
    await asked.promise;
    stream.close(constants.NGHTTP2_CANCEL);
    await ended.promise;
    await connected(url);
    await closed(brokenOff);
    expect(served.destroyed).to.equal(false);
  });
});
