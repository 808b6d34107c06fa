import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaperExchange } from '../../../../examples/paper-exchange/index.js';
import { startPaperExchange } from '../../../../examples/paper-exchange/index.js';
import { OtlpReceiver } from '../../../support/otlp/otlp-receiver.js';
import { Alertmanager } from '../../support/alertmanager.js';
import { DemoBot } from '../../support/demo-bot.js';
import { VictoriaMetrics } from '../../support/victoria-metrics.js';
import { CrowdedBot } from './crowded-bot.js';
import { stir } from './trouble.js';

interface Parts {
  readonly exchange: PaperExchange;
  readonly store: VictoriaMetrics;
  readonly traces: OtlpReceiver;
  readonly demo: DemoBot;
  readonly crowded: CrowdedBot;
  readonly alertmanager: Alertmanager;
}

/** All that a Prometheus may watch here: two bots that much has happened to, and the rest of the stack. */
export class ObservedBots {
  readonly parts: Parts;
  /** Has ended when everything that can happen to the demo bot has happened. */
  readonly stirred: Promise<void>;
  readonly #folder: string;

  private constructor(parts: Parts, folder: string) {
    this.parts = parts;
    this.#folder = folder;
    this.stirred = stir(parts.exchange, parts.demo);
    // Who waits for it is told.
    this.stirred.catch(() => {});
  }

  static async start(): Promise<ObservedBots> {
    const folder = mkdtempSync(join(tmpdir(), 'genesis-observed-'));
    writeFileSync(join(folder, 'alertmanager.yml'), ALERTMANAGER_CONFIGURATION);
    const exchange = await startPaperExchange({ volatility: 0.001 });
    const store = await VictoriaMetrics.start();
    const traces = await OtlpReceiver.start();
    const [demo, crowded, alertmanager] = await Promise.all([
      DemoBot.start(exchange.url, {
        OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: store.pushUrl,
        OTEL_METRIC_EXPORT_INTERVAL: '1000',
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${traces.url}/v1/traces`,
        OTEL_TRACES_EXPORTER: 'otlp',
        GENESIS_ACCOUNT: 'paper',
      }),
      CrowdedBot.start(),
      Alertmanager.start(folder),
    ]);
    return new ObservedBots({ exchange, store, traces, demo, crowded, alertmanager }, folder);
  }

  async stop(): Promise<void> {
    const { demo, crowded, alertmanager, store, traces, exchange } = this.parts;
    await Promise.all([demo.stop(), crowded.stop(), alertmanager.stop()]);
    await Promise.all([store.stop(), traces.stop(), exchange.close()]);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** JSON is YAML too. Nobody listens there, so that notifications fail as well. */
const ALERTMANAGER_CONFIGURATION = JSON.stringify({
  route: { receiver: 'nobody', group_wait: '1s', group_interval: '1s' },
  receivers: [{ name: 'nobody', webhook_configs: [{ url: 'http://127.0.0.1:9/' }] }],
});
