import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Reach } from '../../../support/promql/ranges.js';
import type { Sample } from '../../support/prometheus-api.js';

const MINUTE = 60;
/** Points over a range; more would tell a server nothing new. */
const POINTS = 60;
/** What rates over minutes and lookback need before the end of each reach. */
const BEFORE = 12 * MINUTE;
const STEP = 30;

/**
 * Writes a past for series that a server has now, as far back as somebody reaches for them, into blocks
 * that end before now: what reached into the future would make the server refuse what it scrapes.
 * @returns a folder that has nothing but blocks
 */
export async function writeHistory(
  samples: readonly Sample[],
  reaches: readonly Reach[],
): Promise<string> {
  const blocks = mkdtempSync(join(tmpdir(), 'genesis-history-'));
  const file = join(blocks, 'history.om');
  await pipeline(Readable.from(linesOf(samples, reaches)), createWriteStream(file));
  const args = ['tsdb', 'create-blocks-from', 'openmetrics', '-q', file, blocks];
  const { status, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
  rmSync(file);
  if (status !== 0) throw new Error(`promtool made no blocks: ${stderr}`);
  return blocks;
}

/** OpenMetrics: each series at all times that its metric is looked at. */
function* linesOf(samples: readonly Sample[], reaches: readonly Reach[]): Generator<string> {
  const now = Math.floor(Date.now() / 1000 / STEP) * STEP;
  const times = new Map<string, readonly number[]>();
  for (const { labels, value } of samples) {
    const { __name__: name = '', ...rest } = labels;
    if (Number.isNaN(value)) continue;
    const ofMetric =
      times.get(name) ??
      timesFor(
        reaches.filter((reach) => reach.name === name),
        now,
      );
    times.set(name, ofMetric);
    const pairs = Object.entries(rest).map(([key, text]) => `${key}=${JSON.stringify(text)}`);
    yield seriesText(`${name}{${pairs.join(',')}}`, value, ofMetric);
  }
  yield '# EOF\n';
}

/** Rising towards what it is now, so that a counter is one. */
function seriesText(series: string, value: number, times: readonly number[]): string {
  const [first = 0, last = 1] = [times[0], times.at(-1)];
  const at = (time: number): number => (value * (time - first + 1)) / (last - first + 1);
  return times.map((time) => `${series} ${at(time)} ${time}\n`).join('');
}

/** Seconds since the epoch, rising: some over each range, and many where it ends. */
export function timesFor(reaches: readonly Reach[], now: number): number[] {
  const times = new Set<number>();
  const fill = (from: number, to: number, every: number): void => {
    for (let at = Math.ceil(from / every) * every; at <= Math.min(to, now - STEP); at += every) {
      times.add(at);
    }
  };
  for (const { start, end } of reaches) {
    const step = Math.ceil((start - end + 1) / POINTS / STEP) * STEP;
    fill(now - start, now - end, step);
    fill(now - end - BEFORE, now - end + MINUTE, STEP);
  }
  return [...times].sort((a, b) => a - b);
}
