/** Loaded into a process whose start is measured: at its end it says what it took, in milliseconds. */
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.once('exit', () => {
    const { user, system } = process.cpuUsage();
    process.stdout.write(`\n${(user + system) / 1_000}\n`);
  });
}
