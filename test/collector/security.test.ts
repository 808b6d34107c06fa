import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { expect } from 'chai';
import { PACKAGE_ROOT } from '../integration/preload/bot.js';
import { COLLECTOR, needPrograms } from '../stack/support/programs.js';
import { Collector } from './support/collector.js';

const path = (name: string): string => join(PACKAGE_ROOT, 'test/fixtures/tls', `${name}.pem`);
const ca = readFileSync(path('ca-crt'));
const keysOf = (name: string) => ({
  cert: readFileSync(path(`${name}-crt`)),
  key: readFileSync(path(`${name}-key`)),
});

describe('the Collector with the overlay for bots on other machines', () => {
  let collector: Collector;

  before(async function () {
    needPrograms(this, COLLECTOR);
    const env = {
      METRICS_STORE_URL: 'http://127.0.0.1:9/',
      COLLECTOR_TLS_CERT_FILE: path('server-crt'),
      COLLECTOR_TLS_KEY_FILE: path('server-key'),
      COLLECTOR_TLS_CLIENT_CA_FILE: path('ca-crt'),
    };
    collector = await Collector.start(env, 'tls');
  });

  after(() => collector?.kill());

  /** The status of an empty push over HTTP, or the code of the error. */
  async function pushed(credentials: object): Promise<number | string> {
    const options = { method: 'POST', ca, ...credentials, agent: false };
    const asked = request(`https://${collector.http}/v1/metrics`, options);
    asked.setHeader('content-type', 'application/json').end('{}');
    try {
      const [answer] = await once(asked, 'response');
      return answer.resume().statusCode;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? '';
    }
  }

  /** Whether the server of gRPC says anything to a client, rather than end the connection. */
  async function connected(credentials: object): Promise<boolean> {
    const { hostname, port } = new URL(`https://${collector.grpc}`);
    const options = { host: hostname, port: Number(port), ca, ALPNProtocols: ['h2'] };
    const socket = connect({ ...options, ...credentials });
    socket.on('error', () => {}).write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0');
    const isAnswered = await new Promise<boolean>((resolve) => {
      socket.once('data', () => resolve(true)).once('close', () => resolve(false));
    });
    socket.destroy();
    return isAnswered;
  }

  it('lets bots in that show a certificate of its CA', async () => {
    expect(await pushed(keysOf('client'))).to.equal(200);
    expect(await connected(keysOf('client'))).to.equal(true);
  });

  for (const [who, credentials] of [
    ['no certificate', {}],
    ['a stranger’s certificate', keysOf('stranger')],
  ] as const) {
    it(`shuts out who shows ${who}`, async () => {
      expect(await pushed(credentials)).to.be.a('string');
      expect(await connected(credentials)).to.equal(false);
    });
  }

  it('shuts out who speaks no TLS', async () => {
    const answer = await fetch(`http://${collector.http}/v1/metrics`, { method: 'POST' });
    expect(answer.status).to.equal(400);
  });
});
