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
  readonly #closing: Closing;

  private constructor(parts: Parts, closing: Closing) {
    this.parts = parts;
    this.#closing = closing;
    this.stirred = stir(parts.exchange, parts.demo);
    // Who waits for it is told.
    this.stirred.catch(() => {});
  }

  static async start(): Promise<ObservedBots> {
    const closing: (() => unknown)[] = [];
    try {
      return new ObservedBots(await startParts(closing), closing);
    } catch (error) {
      await close(closing);
      throw error;
    }
  }

  stop(): Promise<void> {
    return close(this.#closing);
  }
}

/** What ends the parts that have started, in their order. */
type Closing = readonly (() => unknown)[];

async function startParts(closing: (() => unknown)[]): Promise<Parts> {
  const keep = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const started = await starting;
    closing.push(() => started.stop());
    return started;
  };
  const folder = mkdtempSync(join(tmpdir(), 'genesis-observed-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'alertmanager.yml'), ALERTMANAGER_CONFIGURATION);
  const exchange = await startPaperExchange({ volatility: 0.001 });
  closing.push(() => exchange.close());
  const store = await keep(VictoriaMetrics.start());
  const traces = await keep(OtlpReceiver.start());
  const alertmanager = await keep(Alertmanager.start(folder));
  const crowded = await keep(CrowdedBot.start());
  const env = {
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: store.pushUrl,
    OTEL_METRIC_EXPORT_INTERVAL: '1000',
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${traces.url}/v1/traces`,
    OTEL_TRACES_EXPORTER: 'otlp',
    GENESIS_ACCOUNT: 'paper',
  };
  const demo = await keep(DemoBot.start(exchange.url, env));
  return { exchange, store, traces, demo, crowded, alertmanager };
}

/** Ends the last first, and all of them whatever happens. */
async function close(closing: Closing): Promise<void> {
  const faults: unknown[] = [];
  for (const end of [...closing].reverse()) {
    try {
      await end();
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}

/** JSON is YAML too. Nobody listens there, so that notifications fail as well. */
const ALERTMANAGER_CONFIGURATION = JSON.stringify({
  route: { receiver: 'nobody', group_wait: '1s', group_interval: '1s' },
  receivers: [{ name: 'nobody', webhook_configs: [{ url: 'http://127.0.0.1:9/' }] }],
});
