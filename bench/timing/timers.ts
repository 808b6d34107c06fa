import { once } from 'node:events';
import { connect } from 'node:net';
import { createAuthentication } from '../../lib/prometheus/guard/authentication.js';
import { ATTEMPTS, type Attempt, TOKEN } from './attempts.js';

const CALLS = 50;
const authentication = createAuthentication({ authToken: TOKEN });

/** Time of the decision alone, in microseconds. */
export async function timeDecision(attempt: Attempt): Promise<number> {
  const start = process.hrtime.bigint();
  for (let left = CALLS; left > 0; left -= 1) await authentication?.allows(ATTEMPTS[attempt]);
  return since(start) / CALLS;
}

/**
 * Time of an answer in microseconds, from the request or from the beginning of the connection on;
 * undefined where the attempt was not even looked at, because there were too many.
 */
export async function timeAnswer(
  port: number,
  attempt: Attempt,
  from: 'request' | 'connection',
): Promise<number | undefined> {
  const beginning = process.hrtime.bigint();
  const socket = connect({ port, host: '127.0.0.1', localAddress: someAddress(), noDelay: true });
  try {
    await once(socket, 'connect');
    const asked = process.hrtime.bigint();
    socket.write(requestOf(attempt));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    const taken = since(from === 'request' ? asked : beginning);
    return / (?:200|401) /.test(answer.toString('latin1', 0, 16)) ? taken : undefined;
  } finally {
    socket.destroy();
  }
}

/** Who fails too often is not answered at once, so that each attempt comes from somebody else. */
function someAddress(): string {
  const part = (): number => 1 + Math.floor(Math.random() * 250);
  return `127.${part()}.${part()}.${part()}`;
}

function requestOf(attempt: Attempt): string {
  const shown = ATTEMPTS[attempt];
  const authorization = shown === undefined ? '' : `Authorization: ${shown}\r\n`;
  return `GET /metrics HTTP/1.1\r\nHost: localhost\r\n${authorization}\r\n`;
}

function since(start: bigint): number {
  return Number(process.hrtime.bigint() - start) / 1e3;
}
