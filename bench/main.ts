/**
 * What measuring costs, beside others who measure: ratios first, every subject in a process of its
 * own, in turns, so that a machine that slows down slows all of them.
 *
 *     npm run bench [-- record scrape hang order clients growth thread startup push traces chaos dead] [--json] [--check]
 *
 * Without names all parts run but `chaos` and `dead`, which takes about half an hour. `--json` prints
 * the figures for machines; `--check` compares them with what has to be reached, and ends with 1 where
 * something is missed.
 */
import { chaosPart } from './chaos/chaos.js';
import { clientsPart } from './clients/clients-part.js';
import { deadPart } from './dead/dead.js';
import { growthPart } from './growth/growth.js';
import { orderPart } from './order/order.js';
import type { Part, Target } from './part.js';
import { installPeers } from './peer-packages.js';
import { pushPart } from './push/push.js';
import { recordPart } from './record/record.js';
import { hangPart } from './scrape/hang.js';
import { scrapePart } from './scrape/scrape.js';
import { startupPart } from './startup.js';
import { markdown } from './table.js';
import { threadPart } from './thread/thread.js';
import { tracesPart } from './traces/traces.js';

const PARTS = [
  recordPart,
  scrapePart,
  hangPart,
  orderPart,
  clientsPart,
  growthPart,
  threadPart,
  startupPart,
  pushPart,
  tracesPart,
  chaosPart,
  deadPart,
] as Part<unknown>[];

function verdict({ name, most, found }: Target): string {
  const isReached = found <= most;
  return `${isReached ? 'ok    ' : 'missed'} ${name}: ${found.toFixed(4)}, at most ${most.toFixed(4)}`;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const [isJson, isCheck] = [args.includes('--json'), args.includes('--check')];
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.filter((name) => !PARTS.some((part) => part.name === name));
  if (unknown.length > 0) {
    console.error(
      `no part is called ${unknown.join(', ')}: ${PARTS.map(({ name }) => name).join(', ')}`,
    );
    process.exitCode = 2;
    return;
  }
  const asked = PARTS.filter(({ name, isLong }) =>
    names.length === 0 ? isLong !== true : names.includes(name),
  );
  installPeers();
  const all: Record<string, unknown> = {};
  const missed: Target[] = [];
  if (!isJson) console.log(`node ${process.version}`);
  for (const part of asked) {
    const figures = await part.measure();
    all[part.name] = figures;
    const targets = part.targets(figures);
    missed.push(...targets.filter(({ found, most }) => !(found <= most)));
    if (isJson) continue;
    console.log(`\n## ${part.name}\n\n${part.tables(figures).map(markdown).join('\n\n')}`);
    if (isCheck) console.log(`\n${targets.map(verdict).join('\n')}`);
  }
  if (isJson) console.log(JSON.stringify({ node: process.version, ...all }, undefined, 2));
  if (isCheck && missed.length > 0) process.exitCode = 1;
}

void main();
