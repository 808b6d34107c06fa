import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect } from 'chai';
import type { ExpositionSource } from '../../../../lib/prometheus/exposition/exposition-source.js';
import { createAuthentication } from '../../../../lib/prometheus/guard/authentication.js';
import {
  createMetricsHandler,
  createRoutedHandler,
} from '../../../../lib/prometheus/http/request-handler.js';
import { listenToDiag } from '../../../support/diag-lines.js';
import { ask, askRaw, bearer } from '../support/ask.js';
import { deferred } from '../support/deferred.js';

const TOKEN = 'the-right-token-0123456789';
const TEXT = '# HELP preis Preis in €\npreis 1\n';
const good: ExpositionSource = { expose: async () => TEXT };

describe('request handler', () => {
  let diag: ReturnType<typeof listenToDiag>;
  let server: Server | undefined;

  beforeEach(() => {
    diag = listenToDiag();
  });
  afterEach(() => {
    server?.close().closeAllConnections();
    server = undefined;
    diag.stop();
  });

  async function serve(handler: RequestListener): Promise<string> {
    server = createServer(handler);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const serveSource = (source: ExpositionSource, authToken?: string): Promise<string> => {
    const options = authToken === undefined ? {} : { authToken };
    const authentication = createAuthentication(options);
    return serve(createRoutedHandler('/metrics', { source, authentication }));
  };

  it('answers GET with the text, its type and its length in bytes', async () => {
    const { status, headers, body } = await ask(`${await serveSource(good)}/metrics?x=1`);
    expect(status).to.equal(200);
    expect(body).to.equal(TEXT);
    expect(headers['content-type']).to.equal('text/plain; version=0.0.4; charset=utf-8');
    expect(headers['content-length']).to.equal(String(Buffer.byteLength(TEXT)));
    expect(headers['cache-control']).to.equal('no-store');
    expect(headers).not.to.have.any.keys('server', 'x-powered-by');
  });

  it('answers HEAD like GET, without the body', async () => {
    const url = `${await serveSource(good)}/metrics`;
    const [head, get] = [await ask(url, { method: 'HEAD' }), await ask(url)];
    expect(head.status).to.equal(200);
    expect(head.body).to.equal('');
    expect({ ...head.headers, date: '' }).to.deep.equal({ ...get.headers, date: '' });
  });

  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']) {
    it(`answers ${method} with 405 and the methods there are`, async () => {
      const { status, headers, body } = await ask(`${await serveSource(good)}/metrics`, { method });
      expect([status, headers.allow, body]).to.deep.equal([405, 'GET, HEAD', '']);
    });
  }

  for (const path of ['/', '/metrics/', '/METRICS', '//x/metrics', '/m%65trics', '/metrics2']) {
    it(`answers ${path} with 404`, async () => {
      const base = await serveSource(good, TOKEN);
      const { status, body } = await ask(base + path, bearer(TOKEN));
      expect([status, body]).to.deep.equal([404, '']);
    });
  }

  it('answers a malformed URL with 400', async () => {
    const { port } = new URL(await serveSource(good));
    for (const target of ['/%zz', 'metrics', 'ftp://x/metrics']) {
      const request = `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
      expect(await askRaw(Number(port), request)).to.match(/^HTTP\/1\.1 400 /);
    }
  });

  const wrong: Record<string, Record<string, string>> = {
    'no token': {},
    'an empty header': { authorization: '' },
    'a wrong token': { authorization: 'Bearer the-wrong-token-0123456789' },
    'a short token': { authorization: 'Bearer x' },
    'another scheme': { authorization: `Basic ${TOKEN}` },
    'a long header': { authorization: `Bearer ${'x'.repeat(8_000)}` },
  };
  for (const [name, headers] of Object.entries(wrong)) {
    it(`answers ${name} with 401 and nothing more, whatever the method`, async () => {
      const url = `${await serveSource({ expose: () => expect.fail('collected') }, TOKEN)}/metrics`;
      for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
        const answer = await ask(url, { method, headers });
        expect(answer.status).to.equal(401);
        expect(answer.body).to.equal('');
        const { date, ...rest } = answer.headers;
        expect(date).to.be.a('string');
        expect(rest).to.deep.equal({
          'www-authenticate': 'Bearer realm="genesis-otel"',
          'cache-control': 'no-store',
          'content-length': '0',
          connection: 'close',
        });
      }
      expect(diag.lines).to.deep.equal([]);
    });
  }

  it('answers a failed collection with 500 and no reason, and says it once', async () => {
    const secret = 'api-key-in-a-message';
    const source = { expose: () => Promise.reject(new RangeError(secret)) };
    const url = `${await serveSource(source)}/metrics`;
    for (let scrape = 0; scrape < 2; scrape += 1) {
      const { status, body, headers } = await ask(url);
      expect([status, body]).to.deep.equal([500, '']);
      expect(JSON.stringify(headers)).not.to.contain(secret);
    }
    expect(diag.lines).to.have.length(1);
    expect(diag.lines[0]).to.contain('RangeError').and.not.to.contain(secret);
  });

  it('survives a source that throws at once or gives no text', async () => {
    const sources = [
      {
        expose: () => {
          throw null;
        },
      },
      { expose: async () => undefined },
    ];
    for (const source of sources as unknown as ExpositionSource[]) {
      const url = `${await serveSource(source)}/metrics`;
      expect((await ask(url)).status).to.equal(500);
      server?.close();
    }
  });

  it('refuses a foreign Host header where no token guards', async () => {
    const url = `${await serveSource(good)}/metrics`;
    for (const host of ['evil.example', 'evil.example:9464', '10.0.0.1']) {
      const { status, body } = await ask(url, { headers: { host } });
      expect([status, body]).to.deep.equal([403, '']);
    }
    expect((await ask(url, { headers: { host: 'localhost:9464' } })).status).to.equal(200);
  });

  it('does not mind the Host header where a token guards', async () => {
    const url = `${await serveSource(good, TOKEN)}/metrics`;
    const headers = { host: 'bot.example', ...bearer(TOKEN).headers };
    expect((await ask(url, { headers })).status).to.equal(200);
  });

  it('refuses another machine where the handler is mounted without a token', async () => {
    const parts = { source: good, authentication: undefined };
    const handler = createMetricsHandler(parts);
    const url = await serve((request, response) => {
      Object.defineProperty(request.socket, 'remoteAddress', { value: '10.0.0.1' });
      handler(request, response);
    });
    expect((await ask(url, { headers: { host: 'localhost' } })).status).to.equal(403);
  });

  it('does not mind a client that leaves while the metrics are collected', async () => {
    const [asked, gate] = [deferred(), deferred<string>()];
    const source = {
      expose: () => {
        asked.resolve();
        return gate.promise;
      },
    };
    const { port } = new URL(await serveSource(source));
    const gone = new Promise<void>((resolve) => {
      server?.on('connection', (socket) => socket.once('close', () => resolve()));
    });
    const client = connect(Number(port), '127.0.0.1', () =>
      client.write('GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    );
    await asked.promise;
    client.resetAndDestroy();
    await gone;
    gate.resolve('late\n');
    expect((await ask(`http://127.0.0.1:${port}/metrics`)).body).to.equal('late\n');
    expect(diag.lines).to.deep.equal([]);
  });

  it('does not mind a client that leaves in the middle of the body', async () => {
    const large: ExpositionSource = { expose: async () => 'x'.repeat(32 * 1024 * 1024) };
    const { port } = new URL(await serveSource(large));
    await new Promise<void>((resolve) => {
      const client = connect(Number(port), '127.0.0.1', () =>
        client.write('GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n'),
      );
      client.once('data', () => client.resetAndDestroy());
      client.once('close', () => resolve());
    });
    expect((await ask(`http://127.0.0.1:${port}/x`)).status).to.equal(404);
    expect(diag.lines).to.deep.equal([]);
  });
});
