import { RIGHT_TOKEN } from './requests.js';

/** More than any answer holds that is nobody's secret, such as that of a health check. */
export const HARMLESS_BYTES = 64;
/** Occurs in every full exposition of the endpoint under fire, and in nothing that is sent to it. */
export const CANARY = 'CANARY/USDT';

/** Why what came back should not have; undefined where it is in order. */
export function faultOfAnswers(sent: Buffer, received: Buffer): string | undefined {
  const tokens = count(sent, RIGHT_TOKEN);
  if (tokens === 0 && received.includes(CANARY)) return 'showed the metrics without the token';
  const text = received.toString('latin1');
  const served = [...text.matchAll(/HTTP\/1\.[01] 200 [^\r]*\r\n((?:[^\r]+\r\n)*)\r\n/g)].filter(
    ([, headers = '']) => mayHoldMetrics(headers),
  );
  if (served.length > tokens) return `answered 200 ${served.length} times to ${tokens} tokens`;
  if (/\n {4}at |node:internal/.test(text)) return 'showed a stack to the outside';
  return undefined;
}

function mayHoldMetrics(headers: string): boolean {
  const length = /^content-length: *(\d+)/im.exec(headers)?.[1];
  return length === undefined || Number(length) > HARMLESS_BYTES || /version=/i.test(headers);
}

function count(bytes: Buffer, text: string): number {
  let found = 0;
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) found += 1;
  return found;
}

/** How many answers there were of each status. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(received: Buffer): void {
    for (const [, status = ''] of received.toString('latin1').matchAll(/HTTP\/1\.[01] (\d{3}) /g)) {
      this.#counts.set(status, (this.#counts.get(status) ?? 0) + 1);
    }
  }

  toString(): string {
    const sorted = [...this.#counts].sort(([a], [b]) => a.localeCompare(b));
    return sorted.map(([status, count]) => `${count} × ${status}`).join(', ');
  }
}
