import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The next message of a child. One that ends instead has failed, and has said why. */
export async function nextMessage(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const exit = once(child, 'exit', ended).then(([code]) => {
    throw new Error(`the child ended with ${code}`);
  });
  exit.catch(() => {});
  const [message] = await Promise.race([once(child, 'message'), exit]);
  ended.abort();
  return message;
}
