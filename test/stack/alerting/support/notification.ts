import type { HttpReceiver, Received } from '../../support/http-receiver.js';
import type { Labels } from '../../support/prometheus-api.js';

/** One alert in a notification. */
export interface NotifiedAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Labels;
  readonly annotations: Labels;
  /** When it began to fire, after its `for`. */
  readonly startsAt: string;
  /** When it ended; far in the past while it fires. */
  readonly endsAt: string;
  readonly generatorURL: string;
}

/** What Alertmanager sends to a webhook: all alerts of a group. */
export interface Notification {
  readonly status: 'firing' | 'resolved';
  readonly receiver: string;
  readonly groupKey: string;
  readonly groupLabels: Labels;
  readonly commonLabels: Labels;
  readonly alerts: readonly NotifiedAlert[];
}

/** One alert, and the message that told of it. */
export interface Told {
  readonly alert: NotifiedAlert;
  readonly message: Received<Notification>;
}

/** All that a webhook was told with these labels, oldest first. */
export function toldOf({ received }: HttpReceiver<Notification>, labels: Labels): Told[] {
  return received.flatMap((message) =>
    message.body.alerts
      .filter((alert) =>
        Object.entries(labels).every(([name, value]) => alert.labels[name] === value),
      )
      .map((alert) => ({ alert, message })),
  );
}
