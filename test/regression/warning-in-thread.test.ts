import { expect } from 'chai';
import { Bot, linesOf } from '../integration/preload/bot.js';
import { certificateFile, OtlpReceiver } from '../support/otlp/otlp-receiver.js';

/** Node.js warned of it in the exporter's thread, and the stream of the warning held the bot for good. */
describe('a push over gRPC and TLS to an address of numbers', () => {
  it('lets the bot end', async () => {
    const receiver = await OtlpReceiver.start({ protocol: 'grpc', tls: 'server' });
    const bot = new Bot('recording.cjs', {
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
        OTEL_EXPORTER_OTLP_CERTIFICATE: certificateFile('ca-crt'),
        OTEL_METRIC_EXPORT_INTERVAL: '200',
      },
      timeoutMillis: 40_000,
    });
    try {
      await receiver.waitFor(({ signal }) => signal === 'metrics');
      bot.release();
      const ending = await bot.ended();
      expect(ending.code).to.equal(0);
      expect(linesOf(ending)).to.deep.equal([]);
    } finally {
      bot.kill('SIGKILL');
      await receiver.stop();
    }
  });
});
