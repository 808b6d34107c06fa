import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { eventually } from './eventually.js';

/** Waits until the exchange sees so many WebSockets open. */
export async function streamsOpen({ journal }: PaperExchange, count: number): Promise<void> {
  await eventually(`${count} open streams`, () => {
    const open = journal
      .of('connection')
      .reduce((sum, { event }) => sum + (event === 'open' ? 1 : -1), 0);
    return open === count || undefined;
  });
}

/** Waits until the exchange has been asked for so many public streams, and so sends them. */
export async function streamsFollowed({ journal }: PaperExchange, count: number): Promise<void> {
  await eventually(
    `${count} streams`,
    () => journal.of('subscription').length >= count || undefined,
  );
}
