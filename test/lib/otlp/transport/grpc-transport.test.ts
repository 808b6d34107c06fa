import { expect } from 'chai';
import { GrpcTransport } from '../../../../lib/otlp/transport/grpc-transport.js';
import { OtlpReceiver } from '../../../support/otlp/otlp-receiver.js';

const PROXY = 'http_proxy';

describe('OTLP over gRPC', () => {
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
