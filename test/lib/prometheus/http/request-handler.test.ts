import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect } from 'chai';
import type {
  Exposition,
  ExpositionSource,
} from '../../../../lib/prometheus/exposition/exposition.js';
import { createAuthentication } from '../../../../lib/prometheus/guard/authentication.js';
import { EndpointGuard } from '../../../../lib/prometheus/guard/endpoint-guard.js';
import { TokenBucket } from '../../../../lib/prometheus/guard/token-bucket.js';
import type { HandlerParts } from '../../../../lib/prometheus/http/request-handler.js';
import {
  createMetricsHandler,
  createRoutedHandler,
} from '../../../../lib/prometheus/http/request-handler.js';
import { RESPONSE_HEADERS } from '../../../../lib/prometheus/http/response-headers.js';
import { ScrapeRecorder } from '../../../../lib/prometheus/scrape-recorder.js';
import { listenToDiag } from '../../../support/diag-lines.js';
import { ask, askRaw, bearer } from '../support/ask.js';
import { deferred } from '../support/deferred.js';
import { expositionOf, sourceOf } from '../support/sources.js';

const TOKEN = 'the-right-token-0123456789';
const TEXT = '# HELP preis Preis in €\npreis 1\n';
const good = sourceOf(TEXT);

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
  function partsOf(source: ExpositionSource, authToken?: string): HandlerParts {
    const authentication = createAuthentication({ authToken });
    const guard = new EndpointGuard({ authentication });
    const recorder = new ScrapeRecorder();
    return {
      source,
      guard,
      recorder,
      headers: async () => ({}),
      requestLimit: undefined,
      ownsConnections: true,
    };
  }
  const serveParts = (parts: HandlerParts, isReady = true): Promise<string> =>
    serve(createRoutedHandler('/metrics', parts, () => isReady));
  const serveSource = (source: ExpositionSource, authToken?: string): Promise<string> =>
    serveParts(partsOf(source, authToken));

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

  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE']) {
    it(`answers ${method} with 405 and the methods there are`, async () => {
      const { status, headers, body } = await ask(`${await serveSource(good)}/metrics`, { method });
      expect([status, headers.allow, body]).to.deep.equal([405, 'GET, HEAD, OPTIONS', '']);
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
      const url = `${await serveSource({ gather: () => expect.fail('collected') }, TOKEN)}/metrics`;
      for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
        const answer = await ask(url, { method, headers });
        expect(answer.status).to.equal(401);
        expect(answer.body).to.equal('');
        const { date, ...rest } = answer.headers;
        expect(date).to.be.a('string');
        expect(rest).to.deep.equal({
          'www-authenticate': 'Bearer realm="genesis-otel"',
          ...RESPONSE_HEADERS,
          'content-length': '0',
          connection: 'close',
        });
      }
      expect(diag.lines).to.have.length(1);
      expect(diag.lines[0]).to.contain('no valid credentials').and.to.contain('127.0.0.1');
    });
  }

  it('answers a failed collection with 500 and no reason, and says it once', async () => {
    const secret = 'api-key-in-a-message';
    const source = { gather: () => Promise.reject(new RangeError(secret)) };
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
        gather: () => {
          throw null;
        },
      },
      { gather: async () => undefined },
      { gather: async () => ({ text: () => undefined }) },
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
    const handler = createMetricsHandler(partsOf(good));
    const url = await serve((request, response) => {
      Object.defineProperty(request.socket, 'remoteAddress', { value: '10.0.0.1' });
      handler(request, response);
    });
    expect((await ask(url, { headers: { host: 'localhost' } })).status).to.equal(403);
  });

  it('sends all through a middleware that passes on no callbacks', async () => {
    const pieces = Array.from({ length: 200 }, (_, index) =>
      `# ${index}`.padEnd(9_999).concat('\n'),
    );
    const handler = createMetricsHandler(partsOf(sourceOf(...pieces)));
    const url = await serve((request, response) => {
      const { write, end } = response;
      response.write = ((chunk: Buffer) => write.call(response, chunk, 'utf8')) as typeof write;
      response.end = (() => end.call(response, undefined, 'utf8')) as typeof end;
      handler(request, response);
    });
    const { status, body } = await ask(url, { headers: { host: 'localhost' } });
    expect(status).to.equal(200);
    expect(body).to.equal(pieces.join(''));
  });

  it('does not mind a client that leaves while the metrics are collected', async () => {
    const [asked, gate] = [deferred(), deferred<Exposition>()];
    const source = {
      gather: () => {
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
    gate.resolve(expositionOf('late\n'));
    expect((await ask(`http://127.0.0.1:${port}/metrics`)).body).to.equal('late\n');
    expect(diag.lines).to.deep.equal([]);
  });

  it('does not mind a client that leaves in the middle of the body', async () => {
    const large = sourceOf(...Array<string>(32).fill('x'.repeat(1024 * 1024)));
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

  it('tells who may read the metrics the methods there are', async () => {
    const base = await serveSource(good, TOKEN);
    const answer = await ask(`${base}/metrics`, { method: 'OPTIONS', ...bearer(TOKEN) });
    expect([answer.status, answer.headers.allow]).to.deep.equal([204, 'GET, HEAD, OPTIONS']);
  });

  it('refuses a request with a body, and closes its connection', async () => {
    const { port } = new URL(await serveSource(good));
    for (const body of [
      'Content-Length: 5\r\n\r\nhello',
      'Transfer-Encoding: chunked\r\n\r\n5\r\n',
    ]) {
      const reply = await askRaw(
        Number(port),
        `GET /metrics HTTP/1.1\r\nHost: localhost\r\n${body}`,
      );
      expect(reply).to.match(/^HTTP\/1\.1 400 .*\r\nConnection: close\r\n/is);
    }
  });

  it('serves a scrape that says that it has no body', async () => {
    const url = `${await serveSource(good)}/metrics`;
    expect((await ask(url, { headers: { 'content-length': '0' } })).status).to.equal(200);
  });

  it('tells its health without a token and without a word', async () => {
    const base = await serveSource({ gather: () => expect.fail('collected') }, TOKEN);
    for (const path of ['/-/healthy', '/-/ready', '/-/ready?x']) {
      const { status, body } = await ask(base + path);
      expect([path, status, body]).to.deep.equal([path, 200, '']);
    }
    expect((await ask(`${base}/-/other`)).status).to.equal(404);
  });

  it('is healthy but not ready where nothing can be collected', async () => {
    const base = await serveParts(partsOf(good, TOKEN), false);
    expect((await ask(`${base}/-/ready`)).status).to.equal(503);
    expect((await ask(`${base}/-/healthy`)).status).to.equal(200);
  });

  it('sends the security headers with every answer, and those it is told', async () => {
    const headers = { 'x-frame-options': 'sameorigin', 'strict-transport-security': 'max-age=9' };
    const base = await serveParts({ ...partsOf(good, TOKEN), headers: async () => headers });
    const answers = [
      await ask(`${base}/metrics`, bearer(TOKEN)),
      await ask(`${base}/metrics`),
      await ask(`${base}/other`),
      await ask(`${base}/-/healthy`),
    ];
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 401, 404, 200]);
    for (const answer of answers)
      expect(answer.headers).to.include({ ...RESPONSE_HEADERS, ...headers });
  });

  it('limits all requests together where it is told to', async () => {
    let now = 0;
    const bucket = { burst: 2, refillMs: 1_500, deepestDebt: 0 };
    const requestLimit = new TokenBucket(bucket, () => now);
    const url = `${await serveParts({ ...partsOf(good, TOKEN), requestLimit })}/metrics`;
    const statuses = [await ask(url), await ask(url, bearer(TOKEN))].map(({ status }) => status);
    expect(statuses).to.deep.equal([401, 200]);
    const { status, headers } = await ask(url, bearer(TOKEN));
    expect([status, headers['retry-after']]).to.deep.equal([429, '2']);
    now += 1_500;
    expect((await ask(url, bearer(TOKEN))).status).to.equal(200);
  });

  it('tells who cannot be judged now to come again, and leaves connections that are not ours', async () => {
    const authentication = { challenges: [], allows: async () => undefined };
    const guard = new EndpointGuard({ authentication });
    for (const ownsConnections of [true, false]) {
      const url = `${await serveParts({ ...partsOf(good), guard, ownsConnections })}/metrics`;
      const { status, headers } = await ask(url, bearer(TOKEN));
      expect([status, headers['retry-after']]).to.deep.equal([503, '1']);
      const answers = await askRaw(
        Number(new URL(url).port),
        'GET /metrics HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      );
      expect(answers.split('HTTP/1.1 ')).to.have.length(ownsConnections ? 2 : 3);
      server?.close();
    }
  });
});
