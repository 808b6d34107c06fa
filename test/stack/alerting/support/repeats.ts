import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PACKAGE_ROOT } from '../../../integration/preload/bot.js';
import type { HttpReceiver, Received } from '../../support/http-receiver.js';
import { milliseconds } from './duration.js';
import type { Notification } from './notification.js';
import { timeLapse } from './time-lapse.js';

interface Route {
  readonly receiver: string;
  readonly group_interval: string;
  readonly repeat_interval: string;
}

/** How often Alertmanager looks at a group, and how often it repeats itself, in milliseconds. */
export function routeOf(
  receiver: string,
  factor: number,
): { readonly groupInterval: number; readonly repeatInterval: number } {
  const file = join(PACKAGE_ROOT, 'docker/alertmanager/alertmanager.yml');
  const { route } = parse(timeLapse(readFileSync(file, 'utf8'), factor)) as {
    route: { routes: readonly Route[] };
  };
  const found = route.routes.find((candidate) => candidate.receiver === receiver);
  if (found === undefined) throw new Error(`no route leads to ${receiver}`);
  return {
    groupInterval: milliseconds(found.group_interval),
    repeatInterval: milliseconds(found.repeat_interval),
  };
}

const sameNews = (one: Notification, other: Notification): boolean =>
  one.groupKey === other.groupKey &&
  one.status === other.status &&
  one.alerts.length === other.alerts.length;

/** The messages that say again what was said less than an interval before. */
export function repeats(
  { received }: HttpReceiver<Notification>,
  intervalMs: number,
): Received<Notification>[] {
  // Two messages that left an interval apart may arrive a little closer together.
  const least = intervalMs * 0.9;
  return received.filter(({ body, at }, index) =>
    received
      .slice(0, index)
      .some((earlier) => sameNews(earlier.body, body) && at - earlier.at < least),
  );
}
