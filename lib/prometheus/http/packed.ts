import type { Transform } from 'node:stream';
import { givePieceBack } from '../exposition/piece-pool.js';
import { ended, written } from './written.js';

/** Packs chunks as they are asked for; ends with the fault of `chunks` where there is one. */
export async function* packed(
  chunks: AsyncIterable<Buffer>,
  packing: Transform,
): AsyncGenerator<Buffer, void, undefined> {
  // It also fails where nobody reads it any more.
  packing.on('error', () => {});
  void feed(chunks, packing);
  try {
    for await (const chunk of packing) yield chunk as Buffer;
  } finally {
    packing.destroy();
  }
}

async function feed(chunks: AsyncIterable<Buffer>, packing: Transform): Promise<void> {
  try {
    for await (const chunk of chunks) await written(packing, chunk, () => givePieceBack(chunk));
    await ended(packing);
  } catch (fault) {
    packing.destroy(fault instanceof Error ? fault : new Error('the text failed'));
  }
}
