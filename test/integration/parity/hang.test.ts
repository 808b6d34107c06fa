import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../lib/prometheus/support/files.js';
import type { OtlpRequest } from '../../support/otlp/otlp-request.js';
import { seriesOf } from '../../support/otlp/prometheus-series.js';
import { isSignal } from '../../support/otlp/reception.js';
import { Desk } from './desk.js';

function lagOf(request: OtlpRequest): number {
  if (!isSignal(request, 'metrics')) return 0;
  const series = seriesOf(request.message);
  return series.find(({ name }) => name === 'genesis_event_loop_lag_seconds')?.value ?? 0;
}

describe('a bot that hangs', () => {
  const directory = temporaryDirectory();
  after(() => directory.remove());

  for (const exporters of ['prometheus,otlp', 'otlp']) {
    it(`says in its pushes for how long it has, and when that is over: ${exporters}`, async () => {
      const file = join(directory.path, exporters);
      const desk = await Desk.open('http/protobuf', {
        BOT_HANGS_UNTIL: file,
        OTEL_METRICS_EXPORTER: exporters,
        OTEL_METRIC_EXPORT_INTERVAL: '100',
      });
      try {
        desk.bot.tell('hang');
        await desk.bot.says(/hangs/);
        const first = await desk.receiver.waitFor((request) => lagOf(request) > 1);
        await desk.receiver.waitFor((request) => lagOf(request) > lagOf(first) + 0.5);
        const before = desk.receiver.requests.length;
        writeFileSync(file, '');
        await desk.bot.says(/did hang/);
        await desk.receiver.waitFor(
          (request) => desk.receiver.requests.indexOf(request) >= before && lagOf(request) < 1,
        );
      } finally {
        await desk.close();
      }
    });
  }
});
