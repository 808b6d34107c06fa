import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect } from 'chai';
import { GrpcTransport } from '../../../../lib/otlp/transport/grpc-transport.js';
import { OtlpReceiver } from '../../../support/otlp/otlp-receiver.js';

const PROXY = 'http_proxy';

describe('OTLP over gRPC', () => {
  for (const [name, insecure] of [
    ['in clear', true],
    ['over TLS', false],
  ] as const) {
    it(`leaves no connection ${name} behind where nobody answers`, async () => {
      const closed: Promise<unknown>[] = [];
      const server = createServer((socket) => {
        closed.push(once(socket.resume(), 'close'));
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}`;
      const settings = { headers: {}, compression: 'none', certificates: {} } as const;
      const transport = new GrpcTransport({ ...settings, url, insecure });
      // As long as it takes for one of them to be connected on a busy machine.
      while (closed.length < 2) {
        const answer = await transport.send(Buffer.alloc(0), 200);
        expect(answer.outcome).to.equal('timeout');
      }
      await Promise.all(closed);
      server.close();
    });
  }

  it('needs no proxy, whatever proxies the bot has for its exchanges', async () => {
    const receiver = await OtlpReceiver.start({ protocol: 'grpc' });
    const before = process.env[PROXY];
    process.env[PROXY] = 'http://127.0.0.1:9';
    try {
      const settings = { headers: {}, compression: 'none', insecure: true } as const;
      const transport = new GrpcTransport({ ...settings, url: receiver.url, certificates: {} });
      const answer = await transport.send(Buffer.alloc(0), 20_000);
      expect(answer.outcome).to.equal('taken');
    } finally {
      if (before === undefined) delete process.env[PROXY];
      else process.env[PROXY] = before;
      await receiver.stop();
    }
  });
});
