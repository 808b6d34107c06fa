import type { Answer } from './answer.js';

/** Whether the endpoint has anything to serve. */
export type Readiness = () => boolean;

/**
 * The answers for who watches over processes, such as Kubernetes: `/-/healthy` while the event loop
 * turns, `/-/ready` while metrics can be collected. They need no token, since they tell no more than
 * that the port is open. Undefined for other paths.
 */
export function healthAnswer(path: string, isReady: Readiness): Answer | undefined {
  if (path === '/-/healthy') return { status: 200 };
  if (path === '/-/ready') return { status: isReady() ? 200 : 503 };
  return undefined;
}
