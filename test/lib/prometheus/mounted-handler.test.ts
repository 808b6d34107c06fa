import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { expect } from 'chai';
import express from 'express';
import fastify from 'fastify';
import { PrometheusExporter } from '../../../lib/prometheus/prometheus-exporter.js';
import { listenToDiag } from '../../support/diag-lines.js';
import { ask, bearer } from './support/ask.js';
import { closeEndpoints, tracked } from './support/endpoint.js';

const TOKEN = 'the-right-token-0123456789';

describe('the handler in a server of somebody else', () => {
  let diag: ReturnType<typeof listenToDiag>;
  let exporter: PrometheusExporter;
  let close: () => unknown;

  beforeEach(() => {
    diag = listenToDiag();
    exporter = tracked(new PrometheusExporter({ preventServerStart: true, authToken: TOKEN }));
    new MeterProvider({ readers: [exporter] }).getMeter('test').createCounter('orders').add(1);
  });
  afterEach(async () => {
    await close();
    await closeEndpoints();
    diag.stop();
  });

  const listen = async (server: Server): Promise<string> => {
    close = () => server.close().closeAllConnections();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/internal/metrics`;
  };
  const servers: Record<string, () => Promise<string>> = {
    'node:http': () => listen(createServer(exporter.handler)),
    Express: () => {
      const app = express();
      app.get('/internal/metrics', exporter.handler);
      return listen(createServer(app));
    },
    'a router of Express': () => {
      const [app, router] = [express(), express.Router()];
      router.use('/metrics', exporter.handler);
      app.use('/internal', router);
      return listen(createServer(app));
    },
    Fastify: async () => {
      const app = fastify();
      app.get('/internal/metrics', exporter.fastifyHandler);
      close = () => app.close();
      return `${await app.listen({ port: 0, host: '127.0.0.1' })}/internal/metrics`;
    },
  };

  for (const [name, serve] of Object.entries(servers)) {
    it(`serves who has the token, in ${name}`, async () => {
      const url = await serve();
      const { status, body, headers } = await ask(url, bearer(TOKEN));
      expect(status).to.equal(200);
      expect(body).to.contain('\norders_total 1\n');
      expect(headers).to.include({ 'cache-control': 'no-store' });
    });

    it(`refuses who has not, in ${name}, and never another way than by an answer`, async () => {
      const url = await serve();
      expect(await ask(url)).to.include({ status: 401, body: '' });
      expect(await ask(url, bearer(`${TOKEN}x`))).to.include({ status: 401, body: '' });
    });
  }

  it('serves over HTTP/2', async () => {
    const server = createHttp2Server(exporter.handler);
    close = () => server.close();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const question = { ':path': '/metrics', authorization: `Bearer ${TOKEN}` };
    let body = '';
    for await (const chunk of client.request(question).setEncoding('utf8')) body += chunk;
    client.close();
    expect(body).to.contain('\norders_total 1\n');
  });
});
