/**
 * Lets pino and winston write the ids of the span that is active into each line. Preload it beside
 * genesis-otel, which makes the spans of orders:
 *
 *     node dist/examples/paper-exchange/main.js --port 4000
 *     PAPER_EXCHANGE_URL=http://127.0.0.1:4000 OTEL_TRACES_EXPORTER=otlp \
 *       node --require genesis-otel/register --require ./dist/examples/logs/telemetry.js \
 *       dist/examples/logs/bot.mjs
 *
 * With `OTEL_LOGS_EXPORTER=otlp` the lines are sent as log records too.
 */
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { PinoInstrumentation } from '@opentelemetry/instrumentation-pino';
import { WinstonInstrumentation } from '@opentelemetry/instrumentation-winston';

/** The lines stay where the bot writes them, and are sent as well where logs are asked for. */
const disableLogSending = (process.env['OTEL_LOGS_EXPORTER'] ?? 'none') === 'none';

registerInstrumentations({
  instrumentations: [
    new PinoInstrumentation({ disableLogSending }),
    new WinstonInstrumentation({ disableLogSending }),
  ],
});

// For a bot that imports its logger; one that requires it needs no more than the above. Node.js 20
// runs what is required first in the thread of such hooks as well.
if (isMainThread) {
  register('@opentelemetry/instrumentation/hook.mjs', pathToFileURL(__filename), {
    data: { include: ['pino', 'winston'] },
  });
}
