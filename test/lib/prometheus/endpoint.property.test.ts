import { Agent, METHODS } from 'node:http';
import { expect } from 'chai';
import fc from 'fast-check';
import { listenToDiag } from '../../support/diag-lines.js';
import { ask, askRaw } from './support/ask.js';
import { closeEndpoints, type Endpoint, openEndpoint } from './support/endpoint.js';

const TOKEN = 'the-right-token-0123456789';

describe('endpoint under random requests', () => {
  const agent = new Agent({ keepAlive: true });
  let diag: ReturnType<typeof listenToDiag>;
  let endpoint: Endpoint;

  before(async () => {
    diag = listenToDiag();
    endpoint = await openEndpoint({ authToken: TOKEN });
  });

  /** Asks a fresh endpoint where this one has had enough of failed attempts, so that each is judged. */
  async function judged<T>(
    asking: () => Promise<T>,
    isLimited: (answer: T) => boolean,
  ): Promise<T> {
    const answer = await asking();
    if (!isLimited(answer)) return answer;
    await endpoint.exporter.stop();
    endpoint = await openEndpoint({ authToken: TOKEN });
    return asking();
  }

  after(async () => {
    agent.destroy();
    await closeEndpoints();
    diag.stop();
  });

  it('lets no Authorization header in but that of the token', async () => {
    const value = fc.string({ unit: 'binary-ascii' }).map((text) => text.replace(/[^\t -~]/g, ''));
    const header = fc.oneof(
      value,
      value.map((token) => `Bearer ${token}`),
      fc.nat(TOKEN.length - 1).map((length) => `Bearer ${TOKEN.slice(0, length)}`),
      value.filter((tail) => tail.trim() !== '').map((tail) => `bearer ${TOKEN}${tail}`),
    );
    await fc.assert(
      fc.asyncProperty(header, async (authorization) => {
        fc.pre(!/^\s*bearer +the-right-token-0123456789\s*$/i.test(authorization));
        const answer = await judged(
          () => ask(endpoint.url, { agent, headers: { authorization } }),
          ({ status }) => status === 429,
        );
        expect([answer.status, answer.body]).to.deep.equal([401, '']);
      }),
      { numRuns: 300 },
    );
  });

  it('gives no 5xx and stays up, whatever the method and the path', async () => {
    const method = fc.oneof(fc.constantFrom(...METHODS), fc.stringMatching(/^[A-Z!#$-]{1,12}$/));
    const path = fc.oneof(
      fc.webPath(),
      fc.string({ unit: 'binary-ascii' }).map((text) => `/${text}`),
      fc.constantFrom('/metrics', '/metrics?%', '*', '//', 'http://[', '/%', '/metrics/../metrics'),
    );
    const authorization = fc.constantFrom('', `Authorization: Bearer ${TOKEN}\r\n`);
    await fc.assert(
      fc.asyncProperty(method, path, authorization, async (verb, target, header) => {
        const head = `${verb} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n`;
        // Some random targets contain the end of the header; the reset closes what stays open.
        const answer = await judged(
          () => askRaw(endpoint.port, `${head}${header}\r\n\r\n\r\n`),
          (reply) => reply.startsWith('HTTP/1.1 429 '),
        );
        expect(answer).to.match(/^(HTTP\/1\.1 [24]\d\d |$)/);
      }),
      { numRuns: 300 },
    );
    const headers = { authorization: `Bearer ${TOKEN}` };
    const good = await judged(
      () => ask(endpoint.url, { agent, headers }),
      ({ status }) => status === 429,
    );
    expect(good.status).to.equal(200);
    for (const line of diag.lines) expect(line).to.contain('had no valid credentials');
  });
});
