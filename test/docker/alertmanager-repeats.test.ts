import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { milliseconds } from '../stack/alerting/support/duration.js';
import { DOCKER } from './support/compose.js';

interface Route {
  readonly receiver: string;
  readonly group_interval: string;
  readonly repeat_interval: string;
  readonly routes?: readonly Route[];
}

/**
 * Seconds between two messages that say the same: Alertmanager looks at a group every `group_interval`,
 * and repeats itself at the first look that is later than `repeat_interval` after the last message was
 * sent, which is a little after the look that sent it.
 */
function secondsBetween({ group_interval, repeat_interval }: Route): number {
  const look = milliseconds(group_interval);
  return ((Math.floor(milliseconds(repeat_interval) / look) + 1) * look) / 1000;
}

describe('what Alertmanager repeats', () => {
  const text = readFileSync(join(DOCKER, 'alertmanager/alertmanager.yml'), 'utf8');
  const { route } = parse(text, { merge: true }) as { route: Route };
  for (const [receiver, seconds] of [
    ['heartbeat', 60],
    ['critical', 15 * 60],
  ] as const) {
    it(`comes to ${receiver} every ${seconds} s`, () => {
      const found = route.routes?.find((candidate) => candidate.receiver === receiver);
      expect(found && secondsBetween(found)).to.equal(seconds);
    });
  }
});
