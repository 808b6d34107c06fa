import { expect } from 'chai';
import type { OtlpReceiver } from '../../support/otlp/otlp-receiver.js';
import { runBot } from '../preload/bot.js';
import { startReceiver } from './pushing-bot.js';

describe('the log of a bot', () => {
  let receiver: OtlpReceiver;
  before(async () => {
    receiver = await startReceiver();
  });
  after(() => receiver.stop());

  it('is sent to its last line when the bot is done', async () => {
    const env = {
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'otlp',
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      // Long after the bot has ended.
      OTEL_BLRP_SCHEDULE_DELAY: '3600000',
    };
    const ending = await runBot('logging.cjs', { env, timeoutMillis: 55_000 });
    expect(ending).to.include({ code: 0, stdout: '', stderr: '' });
    const [message] = receiver.messages('logs');
    const [record] = message?.resourceLogs[0]?.scopeLogs[0]?.logRecords ?? [];
    expect(record?.body?.stringValue).to.equal('the last line');
  });
});
