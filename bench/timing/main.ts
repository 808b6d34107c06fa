/**
 * Whether the time of an answer tells how wrong a token was. Prints medians and quartiles, and for
 * each wrong token the rank test of Mann and Whitney against one whose last byte is wrong. What a
 * right token costs more is the metrics themselves, and no secret.
 *
 *     npm run bench:timing [-- --check]
 *
 * A report only: with `--check` it fails where wrong tokens differ.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { median, quantile, rankTest } from '../statistics.js';
import { ATTEMPT_NAMES, type Attempt, interleaved, type Times } from './attempts.js';
import { timeAnswer, timeDecision } from './timers.js';

const DECISION_ROUNDS = 4_000;
const ANSWER_ROUNDS = 2_500;
const WARM_UP_ROUNDS = 200;
const REFERENCE: Attempt = 'last byte wrong';
/** Smaller differences are those of any two runs on a machine that does other things too. */
const LEAST_SUPERIORITY = 0.05;
/** Less is lost on the way; a shorter token is hashed that much sooner, which its owner knows. */
const LEAST_DIFFERENCE_US = 1;
const LEAST_P = 1e-4;

/** @returns whether the wrong tokens are alike */
function report(title: string, times: Times): boolean {
  console.log(`${`\n${title}, µs`.padEnd(43)}    median  quartiles        p(slower)   p`);
  const verdicts = ATTEMPT_NAMES.map((attempt) => {
    const own = times[attempt];
    const quartiles = [0.25, 0.75].map((share) => quantile(own, share).toFixed(2)).join('–');
    const { superiority, p } = rankTest(times[REFERENCE], own);
    const difference = Math.abs(median(own) - median(times[REFERENCE]));
    const isAlike =
      difference < LEAST_DIFFERENCE_US ||
      Math.abs(superiority - 0.5) < LEAST_SUPERIORITY ||
      p > LEAST_P;
    const verdict = attempt === 'right' || isAlike ? '' : '  DIFFERS';
    const cells = `${median(own).toFixed(2).padStart(10)}  ${quartiles.padEnd(16)}`;
    const name = `  ${attempt} (${own.length})`.padEnd(42);
    console.log(
      `${name}${cells} ${superiority.toFixed(3).padEnd(10)} ${p.toPrecision(2)}${verdict}`,
    );
    return verdict === '';
  });
  return verdicts.every(Boolean);
}

async function measured(
  rounds: number,
  time: (attempt: Attempt) => Promise<number | undefined>,
): Promise<Times> {
  await interleaved(WARM_UP_ROUNDS, time);
  return await interleaved(rounds, time);
}

async function main(): Promise<void> {
  const server = fork(join(__dirname, 'server.js'));
  const [port] = (await once(server, 'message')) as [number];
  console.log(`node ${process.version}; wrong tokens against "${REFERENCE}"`);
  const results = [
    report('decision alone', await measured(DECISION_ROUNDS, timeDecision)),
    report(
      'answer on an open connection',
      await measured(ANSWER_ROUNDS, (attempt) => timeAnswer(port, attempt, 'request')),
    ),
    report(
      'answer with the connection',
      await measured(ANSWER_ROUNDS, (attempt) => timeAnswer(port, attempt, 'connection')),
    ),
  ];
  server.disconnect();
  const isAlike = results.every(Boolean);
  console.log(`\nwrong tokens ${isAlike ? 'take the same time' : 'DIFFER in time'}`);
  if (!isAlike && process.argv.includes('--check')) process.exitCode = 1;
}

void main();
