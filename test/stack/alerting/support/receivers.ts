import { readFileSync } from 'node:fs';
import type { CertificateFiles } from '../../support/certificates.js';
import { HttpReceiver } from '../../support/http-receiver.js';
import { SmtpReceiver } from '../../support/smtp-receiver.js';
import type { Notification } from './notification.js';

/** What is posted to an incoming webhook of Slack; both ways of writing it, for people and for phones. */
export interface SlackMessage {
  readonly username: string;
  readonly attachments: readonly {
    readonly color: string;
    readonly title: string;
    readonly title_link: string;
    readonly text: string;
    readonly fallback: string;
  }[];
}

/** An event of PagerDuty's Events API v2. */
export interface PagerDutyEvent {
  readonly routing_key: string;
  readonly event_action: 'trigger' | 'resolve';
  readonly dedup_key: string;
  readonly client_url?: string;
  readonly payload: {
    readonly summary: string;
    readonly severity: string;
    readonly component?: string;
    readonly class?: string;
    readonly custom_details: Readonly<Record<string, unknown>>;
  };
}

/** What each channel sends to, on this machine. */
export interface Receivers {
  readonly webhook: HttpReceiver<Notification>;
  readonly heartbeat: HttpReceiver<Notification>;
  readonly slack: HttpReceiver<SlackMessage>;
  readonly pagerDuty: HttpReceiver<PagerDutyEvent>;
  readonly mail: SmtpReceiver;
}

/** @param certificate what the mail server shows after STARTTLS */
export async function startReceivers({ cert, key }: CertificateFiles): Promise<Receivers> {
  return {
    webhook: await HttpReceiver.start(),
    heartbeat: await HttpReceiver.start(),
    slack: await HttpReceiver.start(),
    pagerDuty: await HttpReceiver.start({ status: 202, body: '{"status":"success"}' }),
    mail: await SmtpReceiver.start({ cert: readFileSync(cert), key: readFileSync(key) }),
  };
}

export async function stopReceivers(receivers: Receivers): Promise<void> {
  await Promise.all(
    Object.values(receivers).map((receiver: { stop(): Promise<void> }) => receiver.stop()),
  );
}
