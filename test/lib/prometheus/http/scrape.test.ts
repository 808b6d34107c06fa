import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import { type AddressInfo, connect } from 'node:net';
import * as zlib from 'node:zlib';
import { expect } from 'chai';
import type {
  Exposition,
  ExpositionSource,
} from '../../../../lib/prometheus/exposition/exposition.js';
import { sendAnswer } from '../../../../lib/prometheus/http/answer.js';
import { CONTENT_CODINGS } from '../../../../lib/prometheus/http/content-coding.js';
import type { Handler } from '../../../../lib/prometheus/http/handler.js';
import { Scrape } from '../../../../lib/prometheus/http/scrape.js';
import { ScrapeRecorder } from '../../../../lib/prometheus/scrape-recorder.js';
import { listenToDiag } from '../../../support/diag-lines.js';
import { ask } from '../support/ask.js';
import { deferred } from '../support/deferred.js';
import { selfMetrics } from '../support/self-metrics.js';
import { expositionOf, sourceOf } from '../support/sources.js';

const LARGE = Array.from({ length: 40 }, (_, index) => `${index} ${'x'.repeat(65_536)}\n`);

describe('Scrape', () => {
  let diag: ReturnType<typeof listenToDiag>;
  let recorder: ScrapeRecorder;
  let stop: () => void;
  /** Resolves each time that a scrape has ended, however it did. */
  let ended: ReturnType<typeof deferred>;

  beforeEach(() => {
    diag = listenToDiag();
    recorder = new ScrapeRecorder();
    ended = deferred();
    stop = () => {};
  });
  afterEach(() => {
    stop();
    diag.stop();
  });

  function handlerOf(source: ExpositionSource): Handler {
    const scrape = new Scrape(source, recorder);
    return (request, response) => {
      scrape.serve(request, response).then((answer) => {
        if (answer !== undefined) sendAnswer(request, response, answer, true);
        ended.resolve(undefined);
      });
    };
  }
  async function serve(source: ExpositionSource): Promise<string> {
    const server: Server = createServer(handlerOf(source));
    stop = () => server.close().closeAllConnections();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
  }

  it('passes on what was asked for', async () => {
    const source = sourceOf('text\n');
    const url = await serve(source);
    const accept = 'application/openmetrics-text;version=1.0.0;escaping=dots';
    const { headers } = await ask(`${url}?name[]=a&name[]=b`, { headers: { accept } });
    expect(headers['content-type']).to.equal(
      'application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=dots',
    );
    await ask(url);
    expect(source.asked).to.deep.equal([
      { format: 'openmetrics-1.0.0', escaping: 'dots', names: new Set(['a', 'b']) },
      { format: 'text-0.0.4', escaping: undefined, names: undefined },
    ]);
  });

  const unpack: Record<string, (bytes: Buffer) => Buffer> = {
    identity: (bytes) => bytes,
    gzip: zlib.gunzipSync,
    zstd: (zlib as unknown as { zstdDecompressSync: (bytes: Buffer) => Buffer }).zstdDecompressSync,
  };
  for (const coding of CONTENT_CODINGS) {
    for (const [size, pieces] of [
      ['short', ['a\n', 'b €\n']],
      ['long', LARGE],
    ] as const) {
      it(`sends a ${size} text as ${coding}`, async () => {
        const url = await serve(sourceOf(...pieces));
        const { headers, bytes } = await ask(url, { headers: { 'accept-encoding': coding } });
        expect(unpack[coding]?.(bytes).toString()).to.equal(pieces.join(''));
        expect(headers['content-encoding']).to.equal(coding === 'identity' ? undefined : coding);
      });
    }
  }

  it('tells the length of what fits into one piece, and of nothing longer', async () => {
    const short = await ask(await serve(sourceOf('text €\n')));
    expect(short.headers['content-length']).to.equal('9');
    stop();
    const { headers } = await ask(await serve(sourceOf(...LARGE)));
    expect(headers).to.include({ 'transfer-encoding': 'chunked' });
    expect(headers).not.to.have.property('content-length');
  });

  it('answers HEAD without making the rest of a long text', async () => {
    let made = 0;
    const text = async function* () {
      for (const piece of LARGE) {
        made += 1;
        yield piece;
      }
    };
    const url = await serve({ gather: async () => ({ text }) });
    const { status, bytes } = await ask(url, { method: 'HEAD' });
    expect([status, bytes.length]).to.deep.equal([200, 0]);
    await ended.promise;
    expect(made).to.be.below(LARGE.length / 2);
  });

  it('makes no more than a slow reader reads, and stops when it leaves', async () => {
    let [made, isOver] = [0, false];
    const left = deferred();
    const text = async function* () {
      try {
        for (;;) {
          made += 1;
          yield LARGE[0] as string;
        }
      } finally {
        isOver = true;
        left.resolve();
      }
    };
    const { port } = new URL(await serve({ gather: async () => ({ text }) }));
    const client = connect(Number(port), '127.0.0.1');
    client.write('GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await new Promise<void>((resolve) => client.once('data', () => resolve()));
    client.pause();
    // The text is endless, so it must come to a halt: as soon as a turn of the loop adds nothing.
    for (let before = -1, still = 0; still < 50; ) {
      still = made === before ? still + 1 : 0;
      before = made;
      await new Promise(setImmediate);
    }
    expect(isOver).to.equal(false);
    client.destroy();
    await Promise.all([left.promise, ended.promise]);
    const { errors, requests } = await selfMetrics(recorder);
    expect([errors['aborted'], requests['200'], requests['500']]).to.deep.equal([1, 0, 0]);
    expect(diag.lines).to.deep.equal([]);
  });

  it('notices over HTTP/2 as well that a client left', async () => {
    const endless = async function* () {
      for (;;) yield LARGE[0] as string;
    };
    const source = { gather: async (): Promise<Exposition> => ({ text: endless }) };
    const server = createHttp2Server(handlerOf(source));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    client.on('error', () => {});
    const stream = client.request({ ':path': '/metrics' });
    stream.on('error', () => {});
    await new Promise<void>((resolve) => stream.once('data', () => resolve()));
    client.destroy();
    await ended.promise;
    server.close();
    expect((await selfMetrics(recorder)).errors['aborted']).to.equal(1);
  });

  it('answers 500 where the text fails before its first byte', async () => {
    const text = (): AsyncIterable<string> => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new RangeError('a secret')) }),
    });
    for (const coding of CONTENT_CODINGS) {
      const url = await serve({ gather: async () => ({ text }) });
      const { status, body, headers } = await ask(url, { headers: { 'accept-encoding': coding } });
      expect([status, body]).to.deep.equal([500, '']);
      expect(headers).not.to.have.any.keys('content-encoding', 'content-type');
      stop();
    }
    expect(diag.lines).to.have.length(1);
    expect(diag.lines[0]).to.contain('RangeError').and.not.to.contain('a secret');
    expect((await selfMetrics(recorder)).errors['encoding']).to.equal(CONTENT_CODINGS.length);
  });

  it('breaks the connection where the text fails after its first byte', async () => {
    // Such a text stays large when it is packed, so its first bytes are sent before its last is made.
    const random = Array.from({ length: 10 }, () => randomBytes(65_536).toString('base64'));
    const text = async function* () {
      yield* random;
      throw new RangeError('no');
    };
    for (const coding of CONTENT_CODINGS) {
      ended = deferred();
      const url = await serve({ gather: async () => ({ text }) });
      const fault = await ask(url, { headers: { 'accept-encoding': coding } }).catch(
        (thrown: unknown) => thrown,
      );
      expect(fault).to.be.instanceOf(Error);
      await ended.promise;
      stop();
    }
    const { errors, requests } = await selfMetrics(recorder);
    expect([errors['encoding'], requests['200']]).to.deep.equal([CONTENT_CODINGS.length, 0]);
  });

  it('gives up with 503 when its scraper would, whether collecting or writing takes the time', async () => {
    const hanging: ExpositionSource[] = [
      { gather: () => new Promise(() => {}) },
      { gather: async () => ({ text: () => expositionOfNothing() }) },
    ];
    async function* expositionOfNothing(): AsyncGenerator<string> {
      await new Promise(() => {});
      yield '';
    }
    for (const source of hanging) {
      const url = await serve(source);
      const impatient = { headers: { 'x-prometheus-scrape-timeout-seconds': '0.01' } };
      const { status, headers } = await ask(url, impatient);
      expect([status, headers['retry-after']]).to.deep.equal([503, '1']);
      stop();
    }
    const { errors } = await selfMetrics(recorder);
    expect([errors['timeout'], recorder.inFlight]).to.deep.equal([2, 0]);
  });

  it('serves a bounded number at a time and tells the others to come again', async () => {
    const gate = deferred<Exposition>();
    let waiting = 0;
    const allWait = deferred();
    const gather = (): Promise<Exposition> => {
      waiting += 1;
      if (waiting === 16) allWait.resolve();
      return gate.promise;
    };
    const url = await serve({ gather });
    const served = Array.from({ length: 16 }, () => ask(url));
    await allWait.promise;
    const refused = await ask(url);
    expect([refused.status, refused.headers['retry-after']]).to.deep.equal([503, '1']);
    gate.resolve(expositionOf('text\n'));
    for (const { status } of await Promise.all(served)) expect(status).to.equal(200);
    expect((await ask(url)).status).to.equal(200);
    expect((await selfMetrics(recorder)).errors['busy']).to.equal(1);
  });

  it('measures what it serves', async () => {
    const url = await serve(sourceOf('12345678\n'));
    expect(await selfMetrics(recorder)).to.deep.include({ inFlight: 0, served: 0, bytes: 0 });
    await ask(url);
    await ask(url, { headers: { 'accept-encoding': 'identity' } });
    await ended.promise;
    const after = await selfMetrics(recorder);
    expect(after).to.deep.include({ inFlight: 0, served: 2, bytes: 18 });
    expect(after.requests['200']).to.equal(2);
  });

  it('counts from zero whatever can happen', async () => {
    const { requests, errors, authFailures } = await selfMetrics(recorder);
    for (const counts of [requests, errors, authFailures]) {
      expect(Object.keys(counts)).to.have.length.greaterThan(3);
      for (const count of Object.values(counts)) expect(count).to.equal(0);
    }
  });
});
