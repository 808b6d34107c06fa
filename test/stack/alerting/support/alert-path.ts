import { rmSync } from 'node:fs';
import { TOKEN } from '../../../integration/preload/bot.js';
import { Alertmanager } from '../../support/alertmanager.js';
import { PROMETHEUS_3 } from '../../support/programs.js';
import { Prometheus } from '../../support/prometheus.js';
import { divided } from './duration.js';
import { Receivers } from './receivers.js';
import { shippedFiles } from './shipped-files.js';

export const WEBHOOK_TOKEN = 'a-token-that-the-webhook-asks-for';

/** Prometheus and Alertmanager as they are shipped, and who receives the notifications. */
export class AlertPath {
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  readonly receivers: Receivers;
  readonly #folder: string;

  private constructor(
    prometheus: Prometheus,
    alertmanager: Alertmanager,
    receivers: Receivers,
    folder: string,
  ) {
    this.prometheus = prometheus;
    this.alertmanager = alertmanager;
    this.receivers = receivers;
    this.#folder = folder;
  }

  /**
   * @param factor how many times faster time goes
   * @param bots `host:port` of their endpoints
   */
  static async start(factor: number, bots: readonly string[]): Promise<AlertPath> {
    const receivers = await Receivers.start();
    const folder = shippedFiles('alertmanager', factor, {
      'secrets/webhook-url': `${receivers.webhook.url}/alerts`,
      'secrets/watchdog-url': `${receivers.heartbeat.url}/heartbeat`,
      'secrets/webhook-token': WEBHOOK_TOKEN,
    });
    const alertmanager = await Alertmanager.start(folder);
    const targets = (addresses: readonly string[]): string =>
      JSON.stringify([{ targets: addresses }]);
    const prometheus = await Prometheus.open(
      shippedFiles('prometheus', factor, {
        'targets/genesis.yml': targets(bots),
        'targets/alertmanager.yml': targets([alertmanager.address]),
        'secrets/genesis-token': TOKEN,
      }),
      { program: PROMETHEUS_3, flags: serverFlags(factor) },
    );
    return new AlertPath(prometheus, alertmanager, receivers, folder);
  }

  async stop(): Promise<void> {
    await this.prometheus.stop();
    await this.alertmanager.stop();
    await this.receivers.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** What the servers take from flags, with their defaults divided. */
const serverFlags = (factor: number): string[] => [
  `--rules.alert.resend-delay=${divided('1m', factor)}`,
  `--query.lookback-delta=${divided('5m', factor)}`,
];
