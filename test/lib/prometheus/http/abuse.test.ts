import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { expect } from 'chai';
import type { Handler } from '../../../../lib/prometheus/http/handler.js';
import type { ServerLimits } from '../../../../lib/prometheus/http/server-limits.js';
import { ReloadedTls } from '../../../../lib/prometheus/tls/reloaded-tls.js';
import { ask, askRaw } from '../support/ask.js';
import { answerOk, closeServers, connectionsGone, openServer } from '../support/server.js';
import { authorities, tlsSettings } from '../support/tls.js';

const GET = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
const LARGE = 'x'.repeat(32 * 1024 * 1024);

describe('a server that is abused', () => {
  const clients: Socket[] = [];
  const connectionsOf = (): number =>
    process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length;
  /** What other tests of this process have left, which may close meanwhile. */
  let before = 0;
  beforeEach(() => {
    before = connectionsOf();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await closeServers();
    // Whatever a client did, nothing of it is left.
    while (connectionsOf() > before) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  });

  const tlsServer = (limits: Partial<ServerLimits>, handler: Handler = answerOk) =>
    openServer(handler, { tls: new ReloadedTls(tlsSettings()), limits });
  const client = (port: number, bytes = ''): Socket => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    clients.push(socket);
    return socket.on('error', () => {});
  };
  const secureClient = (port: number, bytes = ''): Socket => {
    const options = { port, host: '127.0.0.1', ca: authorities };
    const socket = connectTls(options, () => socket.write(bytes));
    clients.push(socket);
    return socket.on('error', () => {});
  };

  for (const [name, bytes] of [
    ['that says nothing', ''],
    ['whose request line has no end', 'GET /'],
    ['whose headers have no end', 'GET / HTTP/1.1\r\nHost: x\r\nX-A: b\r\n'],
  ] as const) {
    it(`ends a client ${name}`, async () => {
      const { server, port } = await openServer(answerOk, {
        limits: { requestMs: 20, checkMs: 5 },
      });
      client(port, bytes);
      await connectionsGone(server, 1);
    });

    it(`ends a client over TLS ${name}`, async () => {
      const { server, port } = await tlsServer({ requestMs: 20, checkMs: 5 });
      secureClient(port, bytes);
      await connectionsGone(server, 1);
    });
  }

  it('ends a client that sends a header now and then', async () => {
    const { server, port } = await openServer(answerOk, { limits: { requestMs: 50, checkMs: 5 } });
    const socket = client(port, 'GET / HTTP/1.1\r\n');
    const slow = setInterval(() => socket.write('X-A: b\r\n'), 5);
    await connectionsGone(server, 1);
    clearInterval(slow);
  });

  it('ends a client that closes only its own side', async () => {
    const { port } = await openServer(answerOk);
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.end());
    clients.push(socket);
    await once(socket.resume(), 'end');
  });

  it('ends a client that does not begin its handshake, or never ends it', async () => {
    const { server, port } = await tlsServer({ handshakeMs: 20 });
    for (const bytes of ['', '\x16\x03\x01\x02\x00\x01']) {
      client(port, bytes);
      await connectionsGone(server, 1);
    }
  });

  it('ends clients that send rubbish in place of TLS, and goes on', async () => {
    const { url, port } = await tlsServer({ handshakeMs: 50 });
    for (const bytes of [
      GET,
      '\x16\x03\x01\x00\x00',
      '\xff'.repeat(100_000),
      '\x15\x03\x01\x00\x02\x02\x28',
    ]) {
      expect(await askRaw(port, bytes)).not.to.match(/HTTP/);
    }
    expect((await ask(url, { ca: authorities })).body).to.equal('ok');
  });

  for (const [name, bytes, answer] of [
    ['large headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['a long request line', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ['HTTP/0.9', 'GET /\r\n\r\n', 400],
    ['HTTP/2 in clear', 'GET / HTTP/2.0\r\nHost: x\r\n\r\n', 400],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    [
      'two lengths',
      'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
    ],
    [
      'a length and chunks',
      'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost x\r\n\r\n', 400],
    ['a bare line feed in a header', 'GET / HTTP/1.1\r\nHost: x\r\nA: b\nC: d\r\n\r\n', 400],
  ] as const) {
    it(`answers ${name} with ${answer} and ends the connection`, async () => {
      const { port } = await openServer(answerOk);
      expect(await askRaw(port, bytes)).to.match(new RegExp(`^HTTP/1.1 ${answer} `));
    });
  }

  it('answers an announced body without waiting for it, and ends the connection', async () => {
    const { port } = await openServer(answerOk);
    for (const headers of [
      'Content-Length: 1000000',
      'Transfer-Encoding: chunked',
      'Content-Length: 1000000\r\nExpect: 100-continue',
    ]) {
      const answer = await askRaw(port, `POST / HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n`);
      expect(answer).to.match(/^HTTP\/1\.1 200 OK\r\n[\s\S]*Connection: close\r\n[\s\S]*ok/i);
    }
  });

  it('drops a client that asks again and again without waiting, and asks the handler no more', async () => {
    let asked = 0;
    const handler: Handler = () => {
      asked += 1;
    };
    const { port } = await openServer(handler, { limits: { requestsAtOnce: 3 } });
    await once(client(port, GET.repeat(500)), 'close');
    expect(asked).to.equal(3);
  });

  it('answers a few requests that came at once, in order', async () => {
    let count = 0;
    const { port } = await openServer((_request, response) => {
      count += 1;
      response.end(`answer ${count}`);
    });
    const last = GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');
    expect(await askRaw(port, GET + GET + last)).to.match(/answer 1[\s\S]*answer 2[\s\S]*answer 3/);
  });

  it('ends a client that asks no more', async () => {
    const { port } = await openServer(answerOk, { limits: { idleMs: 20 } });
    await once(client(port, GET).resume(), 'close');
  });

  for (const kind of ['plain', 'TLS'] as const) {
    const open = (limits: Partial<ServerLimits>, handler: Handler) =>
      kind === 'TLS' ? tlsServer(limits, handler) : openServer(handler, { limits });
    const reader = (port: number): Socket =>
      kind === 'TLS' ? secureClient(port, GET) : client(port, GET);

    it(`drops a client that takes nothing of an answer (${kind})`, async () => {
      const { server, port } = await open(
        { stallMs: 50 },
        (_request, response) => void response.end(LARGE),
      );
      const socket = reader(port);
      await once(socket, 'readable');
      await connectionsGone(server, 1);
    });

    it(`drops a client that takes an answer too slowly (${kind})`, async () => {
      const { server, port } = await open({ answerMs: 100 }, (_request, response) => {
        // Goes on for as long as somebody reads.
        const endless = new Readable({ read: () => endless.push('x'.repeat(16_384)) });
        pipeline(endless, response, () => {});
      });
      reader(port).resume();
      await connectionsGone(server, 1);
    });

    it(`does not take a slow collection for a slow reader (${kind})`, async () => {
      const { url } = await open({ stallMs: 10 }, (_request, response) => {
        setTimeout(() => response.end('late'), 100);
      });
      expect((await ask(url, { ca: authorities })).body).to.equal('late');
    });

    it(`outlives a client that leaves in the middle of an answer (${kind})`, async () => {
      const { server, url, port } = await open({}, (request, response) => {
        response.end(request.url === '/' ? 'ok' : LARGE);
      });
      const socket = reader(port);
      socket.write(GET.replace('/', '/large'));
      await once(socket, 'data');
      socket.destroy();
      await connectionsGone(server, 1);
      expect((await ask(url, { ca: authorities })).body).to.equal('ok');
    });
  }

  it('lets a new client of a network in, however many of it wait', async () => {
    const { server, port, url } = await openServer(answerOk, {
      limits: { connectionsPerNetwork: 4 },
    });
    const waiting = Array.from({ length: 10 }, () => client(port));
    const gone = Promise.all(waiting.slice(0, 5).map((socket) => once(socket, 'close')));
    await Promise.all(waiting.map((socket) => once(socket, 'connect')));
    await gone;
    expect((await ask(url)).body).to.equal('ok');
    expect(server.connectionCount).to.be.at.most(4);
  });
});
