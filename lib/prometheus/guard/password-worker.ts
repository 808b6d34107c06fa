import { parentPort } from 'node:worker_threads';
import { compareSync } from 'bcryptjs';

/** What the thread is asked; it answers with whether the password is the one of the hash. */
export interface Comparison {
  readonly password: string;
  readonly hash: string;
}

parentPort?.on('message', ({ password, hash }: Comparison) => {
  parentPort?.postMessage(compareSync(password, hash));
});
