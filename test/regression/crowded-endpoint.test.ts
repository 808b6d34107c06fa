import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { expect } from 'chai';
import { ask, bearer } from '../lib/prometheus/support/ask.js';
import { closeEndpoints, openEndpoint } from '../lib/prometheus/support/endpoint.js';
import { tlsFile } from '../lib/prometheus/support/files.js';

const TOKEN = 'the-right-token-0123456789';
const REQUEST = 'GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n';
const TLS = { certFile: tlsFile('server-crt'), keyFile: tlsFile('server-key') };
const ca = readFileSync(tlsFile('ca-crt'));

/** Connections that nobody had to pay for with a token kept Prometheus out for a minute. */
describe('a crowd without the token', () => {
  const crowd: Socket[] = [];
  afterEach(async () => {
    for (const socket of crowd.splice(0)) socket.destroy();
    await closeEndpoints();
  });

  /** Connects, and lets the endpoint see it. */
  async function join(count: number, open: () => Socket, says: string): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const socket = open().on('error', () => {});
      socket.resume();
      if (says !== '') socket.write(says);
      crowd.push(socket);
    }
    await pause(300);
  }

  async function shrinksTo(most: number): Promise<void> {
    while (crowd.filter((socket) => !socket.closed).length > most) await pause(20);
  }

  for (const [what, says] of [
    ['says nothing', ''],
    ['is refused', REQUEST],
    ['does not end its request', REQUEST.slice(0, -2)],
  ] as const) {
    it(`that ${what} does not stop a scrape`, async () => {
      const { url, port } = await openEndpoint({ authToken: TOKEN });
      await join(200, () => connect(port, '127.0.0.1'), says);
      expect((await ask(url, bearer(TOKEN))).status).to.equal(200);
      await shrinksTo(128);
    });
  }

  for (const [what, open] of [
    ['shakes no hands', (port: number) => connect(port, '127.0.0.1')],
    ['says nothing', (port: number) => connectTls({ port, host: '127.0.0.1', ca })],
  ] as const) {
    it(`that ${what} over TLS does not stop a scrape`, async () => {
      const { url, port } = await openEndpoint({ authToken: TOKEN, tls: TLS });
      await join(200, () => open(port), '');
      const answer = await ask(url, { ...bearer(TOKEN), ca });
      expect(answer.status).to.equal(200);
      await shrinksTo(128);
    });
  }

  for (const tls of [undefined, TLS]) {
    it(`leaves the connection of a scraper alone${tls ? ' over TLS' : ''}`, async () => {
      const { url, port } = await openEndpoint({ authToken: TOKEN, ...(tls ? { tls } : {}) });
      const agent = tls
        ? new TlsAgent({ keepAlive: true, ca, maxSockets: 1 })
        : new Agent({ keepAlive: true, maxSockets: 1 });
      const scrape = () => ask(url, { ...bearer(TOKEN), agent });
      await scrape();
      const kept = Object.values(agent.freeSockets).flat();
      await join(200, () => connect(port, '127.0.0.1'), REQUEST);
      expect((await scrape()).status).to.equal(200);
      expect(kept).to.have.length(1);
      expect(Object.values(agent.freeSockets).flat()[0] === kept[0]).to.equal(true);
      agent.destroy();
    });
  }

  it('keeps no connection open after a refusal', async () => {
    const { port } = await openEndpoint({ authToken: TOKEN });
    const socket = connect(port, '127.0.0.1').resume();
    socket.write(REQUEST);
    await new Promise((resolve) => socket.once('end', resolve));
    socket.destroy();
  });
});
