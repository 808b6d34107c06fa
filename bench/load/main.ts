/**
 * What scrapes cost the bot that serves them, beside other exporters: each in a process of its own,
 * in turns, so that a machine that slows down slows all of them. Prints medians, ratios first; the
 * stalls are the longest of each run.
 *
 *     npm run bench:load [-- --json]
 */
import { type Figures, measure } from './measurement.js';
import { installPeers } from './peers.js';
import { type Medians, medianOf, report } from './report.js';
import { SUBJECTS, type Subject } from './subjects.js';

const LINES = [1_000, 20_000, 100_000];
const ROUNDS = 3;

async function medians(): Promise<Medians> {
  const runs = new Map(LINES.map((lines) => [lines, new Map<Subject, Figures[]>()]));
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const [lines, bySubject] of runs) {
      for (const subject of SUBJECTS) {
        const figures = await measure(subject, lines);
        bySubject.set(subject, [...(bySubject.get(subject) ?? []), figures]);
      }
    }
  }
  return new Map(
    [...runs].map(([lines, bySubject]) => [
      lines,
      new Map([...bySubject].map(([subject, rounds]) => [subject, medianOf(rounds)])),
    ]),
  );
}

async function main(): Promise<void> {
  installPeers();
  const found = await medians();
  if (process.argv.includes('--json')) {
    const plain = [...found].map(([lines, bySubject]) => [lines, Object.fromEntries(bySubject)]);
    console.log(JSON.stringify(Object.fromEntries(plain), undefined, 2));
    return;
  }
  console.log(`node ${process.version}, median of ${ROUNDS}\n\n${report(found)}`);
}

void main();
