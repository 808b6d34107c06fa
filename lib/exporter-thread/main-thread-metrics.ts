import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import { faultName } from '../diagnostics/fault-name.js';
import type { PlainScope, ToThread } from './messages.js';
import { plainScopes, sendableScopes } from './plain-metrics.js';

type Send = (message: ToThread) => void;

/** A question of the exporter's thread. */
export interface Question {
  readonly question: number;
  readonly limitMs: number;
}

/**
 * Answers the exporter's thread with what only this thread can collect: the instruments of the bot
 * itself and of other libraries. Says at once that it is at work, because who waits for a thread that
 * hangs gives up soon.
 * @param refresh brings up to date what is read from the memory afterwards
 */
export async function answerQuestion(
  { question, limitMs }: Question,
  producer: MetricProducer,
  refresh: () => void,
  send: Send,
): Promise<void> {
  send({ kind: 'alive', question });
  refresh();
  const { scopes, faults } = await collect(producer, { timeoutMillis: limitMs });
  const answer = { kind: 'collected', question, faults } as const;
  try {
    send({ ...answer, scopes });
  } catch {
    // An attribute of some kind that no thread can be sent.
    send({ ...answer, scopes: sendableScopes(scopes) });
  }
}

async function collect(
  producer: MetricProducer,
  options: { readonly timeoutMillis: number },
): Promise<{ scopes: PlainScope[]; faults: string[] }> {
  try {
    const { resourceMetrics, errors } = await producer.collect(options);
    return { scopes: plainScopes(resourceMetrics.scopeMetrics), faults: errors.map(faultName) };
  } catch (fault) {
    return { scopes: [], faults: [faultName(fault)] };
  }
}
