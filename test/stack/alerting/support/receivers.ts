import { HttpReceiver } from '../../support/http-receiver.js';
import type { Notification } from './notification.js';

/** Who is told: a webhook, and whoever waits for the heartbeat of the Watchdog. */
export class Receivers {
  readonly webhook: HttpReceiver<Notification>;
  readonly heartbeat: HttpReceiver<Notification>;

  private constructor(webhook: HttpReceiver<Notification>, heartbeat: HttpReceiver<Notification>) {
    this.webhook = webhook;
    this.heartbeat = heartbeat;
  }

  static async start(): Promise<Receivers> {
    return new Receivers(await HttpReceiver.start(), await HttpReceiver.start());
  }

  async stop(): Promise<void> {
    await Promise.all([this.webhook.stop(), this.heartbeat.stop()]);
  }
}
