import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import { faultName } from '../diagnostics/fault-name.js';
import { sharedNow } from './clock.js';
import type { MetricPart, Question, ToThread } from './messages.js';
import { metricParts, sendablePart } from './plain-metrics.js';

/** Taken before a bot can put others in their place. */
const { setImmediate } = globalThis;

type Send = (message: ToThread) => void;

/**
 * Answers the exporter's thread with what only this thread can collect: the instruments of the bot
 * itself and of other libraries. Says at once that it is at work, because who waits for a thread that
 * hangs gives up soon; after a hang it does not answer what nobody waits for any more. Gives way to
 * the bot between any two parts. Never rejects.
 * @param refresh brings up to date what is read from the memory afterwards
 */
export async function answerQuestion(
  { question, limitMs, until }: Question,
  producer: MetricProducer,
  refresh: () => void,
  send: Send,
): Promise<void> {
  if (sharedNow() > until) return;
  send({ kind: 'alive', question });
  refresh();
  const faults: string[] = [];
  try {
    const options = { timeoutMillis: limitMs };
    const { resourceMetrics, errors } = await producer.collect(options);
    faults.push(...errors.map(faultName));
    let isFirst = true;
    for (const part of metricParts(resourceMetrics.scopeMetrics)) {
      if (!isFirst) await new Promise(setImmediate);
      isFirst = false;
      sendPart({ question, part }, send);
    }
  } catch (fault) {
    faults.push(faultName(fault));
  }
  send({ kind: 'collected', question, faults });
}

function sendPart(
  { question, part }: { readonly question: number; readonly part: MetricPart },
  send: Send,
): void {
  try {
    send({ kind: 'part', question, part });
  } catch {
    // A name or an attribute of some kind that no thread can be sent.
    send({ kind: 'part', question, part: sendablePart(part) });
  }
}
