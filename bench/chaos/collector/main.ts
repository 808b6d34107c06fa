/** A collector in a process of its own, which behaves as its parent says. */
import type { Behaviour } from '../faults.js';
import { Door } from './door.js';
import { listenGrpc } from './grpc-collector.js';
import type { Reception } from './http-collector.js';
import { listenHttp } from './http-collector.js';
import type { Signal } from './proto.js';
import { samplesOf } from './proto.js';
import type { Recoveries } from './recovery.js';
import { Recovery } from './recovery.js';
import { replyTo } from './replies.js';
import type { Counts } from './tally.js';
import { Tally } from './tally.js';

/** What the parent can ask for. */
export type CollectorQuestion =
  | { readonly kind: 'behave'; readonly behaviour: Behaviour; readonly draw: number }
  | { readonly kind: 'counts' }
  | { readonly kind: 'samples' };

/** The answer to the question for counts. */
export interface Seen extends Record<Signal, Counts>, Recoveries {
  /** Connections that were reset half way, or answered with rubbish. */
  readonly cut: number;
  readonly spans: number;
}

async function main(): Promise<void> {
  const [protocol, timeoutMs] = process.argv.slice(2);
  const tally = new Tally();
  let phase: { behaviour: Behaviour; draw: number } = { behaviour: 'well', draw: 0 };
  const recovery = new Recovery();
  const receive: Reception = (...request) => {
    if (request[0] === 'metrics') recovery.received();
    return replyTo(phase, request, tally, Number(timeoutMs));
  };
  const inner = await (protocol === 'grpc' ? listenGrpc(receive) : listenHttp(receive));
  const door = new Door(inner);
  await door.open();
  process.on('message', async (question: CollectorQuestion) => {
    switch (question.kind) {
      case 'behave':
        phase = question;
        recovery.behave(question.behaviour);
        await door.behave(question.behaviour);
        process.send?.({});
        return;
      case 'counts':
        process.send?.({
          ...tally.counts,
          ...recovery.found,
          cut: door.cut,
          spans: tally.spans.size,
        });
        return;
      case 'samples':
        process.send?.(tally.lastMetrics.flatMap(samplesOf));
    }
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ port: door.port });
}

void main();
