import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOKEN } from '../../../integration/preload/bot.js';
import { Alertmanager } from '../../support/alertmanager.js';
import { newCertificate } from '../../support/certificates.js';
import { PROMETHEUS_3 } from '../../support/programs.js';
import { Prometheus } from '../../support/prometheus.js';
import { divided } from './duration.js';
import type { Receivers } from './receivers.js';
import { startReceivers, stopReceivers } from './receivers.js';
import { shippedFiles } from './shipped-files.js';

/** What the channels ask for. */
export const SECRETS = {
  webhookToken: 'a-token-that-the-webhook-asks-for',
  pagerDutyKey: 'a-key-of-an-integration',
  smtpPassword: 'a-password-for-mail',
} as const;
export const MAIL = { user: 'bot@example.com', from: 'bot@example.com', to: 'trader@example.com' };

/** Prometheus and Alertmanager as they are shipped, and who receives the notifications. */
export class AlertPath {
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  readonly receivers: Receivers;
  readonly #folders: readonly string[];

  private constructor(
    prometheus: Prometheus,
    alertmanager: Alertmanager,
    receivers: Receivers,
    folders: readonly string[],
  ) {
    this.prometheus = prometheus;
    this.alertmanager = alertmanager;
    this.receivers = receivers;
    this.#folders = folders;
  }

  /**
   * @param factor how many times faster time goes
   * @param bots `host:port` of their endpoints
   */
  static async start(factor: number, bots: readonly string[]): Promise<AlertPath> {
    const tls = mkdtempSync(join(tmpdir(), 'genesis-mail-'));
    const certificate = newCertificate(tls, 'mail');
    const receivers = await startReceivers(certificate);
    const channels = alertmanagerFiles(factor, receivers);
    const alertmanager = await Alertmanager.start(channels, {
      ALERT_SMTP_HOST: `127.0.0.1:${receivers.mail.port}`,
      ALERT_SMTP_USER: MAIL.user,
      ALERT_EMAIL_FROM: MAIL.from,
      ALERT_EMAIL_TO: MAIL.to,
      // Go's way of naming the authorities that are trusted.
      SSL_CERT_FILE: certificate.cert,
    });
    const prometheus = await startPrometheus(factor, bots, alertmanager.address);
    return new AlertPath(prometheus, alertmanager, receivers, [tls, channels]);
  }

  async stop(): Promise<void> {
    await this.prometheus.stop();
    await this.alertmanager.stop();
    await stopReceivers(this.receivers);
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }
}

function alertmanagerFiles(factor: number, receivers: Receivers): string {
  const { webhook, heartbeat, slack, pagerDuty } = receivers;
  const folder = shippedFiles('alertmanager', factor, {
    'secrets/webhook-url': `${webhook.url}/alerts`,
    'secrets/webhook-token': SECRETS.webhookToken,
    'secrets/heartbeat-url': `${heartbeat.url}/heartbeat`,
    'secrets/slack-url': `${slack.url}/services/T0/B0/secret`,
    'secrets/pagerduty-key': SECRETS.pagerDutyKey,
    'secrets/smtp-password': SECRETS.smtpPassword,
  });
  const file = join(folder, 'alertmanager.yml');
  const address = `global:\n  pagerduty_url: ${pagerDuty.url}/v2/enqueue\n`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^global:\n/m, address));
  return folder;
}

async function startPrometheus(
  factor: number,
  bots: readonly string[],
  alertmanager: string,
): Promise<Prometheus> {
  const targets = (...addresses: string[]): string => JSON.stringify([{ targets: addresses }]);
  const folder = shippedFiles('prometheus', factor, {
    'secrets/genesis-token': TOKEN,
    'targets/genesis.yml': targets(...bots),
    'targets/alertmanager.yml': targets(alertmanager),
    'targets/prometheus.yml': '[]',
  });
  const prometheus = await Prometheus.open(folder, {
    program: PROMETHEUS_3,
    features: ['exemplar-storage'],
    // What the server does not take from its files, with its defaults divided.
    flags: [
      `--rules.alert.resend-delay=${divided('1m', factor)}`,
      `--query.lookback-delta=${divided('5m', factor)}`,
    ],
  });
  // It sees by itself that the file is new.
  writeFileSync(join(folder, 'targets/prometheus.yml'), targets(new URL(prometheus.url).host));
  return prometheus;
}
