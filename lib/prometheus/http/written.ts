import type { Writable } from 'node:stream';

/** What was written to is closed, and takes no more. */
export class SinkClosed extends Error {}

type Sink = Pick<Writable, 'write' | 'end' | 'once' | 'removeListener'>;

/**
 * Writes a chunk. Resolves when there may be more, as the sink says it: some servers have a middleware
 * in front that passes on no callbacks. Rejects with {@link SinkClosed} where the sink closes before.
 * @param release is called when the chunk's memory may be used again, if ever
 */
export function written(sink: Sink, chunk: Buffer, release: () => void): Promise<void> {
  return unlessClosed(sink, 'drain', (done) => {
    const takesMore = sink.write(chunk, (fault) => {
      if (fault) return;
      release();
      done();
    });
    if (takesMore) done();
  });
}

/** Ends a sink. Resolves when all has left; rejects with {@link SinkClosed} where it closes before. */
export function ended(sink: Sink): Promise<void> {
  return unlessClosed(sink, 'finish', () => sink.end());
}

function unlessClosed(
  sink: Sink,
  event: 'drain' | 'finish',
  action: (done: () => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (isClosed: boolean) => (): void => {
      sink.removeListener(event, done);
      sink.removeListener('close', closed);
      if (isClosed) reject(new SinkClosed());
      else resolve();
    };
    const done = settle(false);
    const closed = settle(true);
    sink.once(event, done);
    sink.once('close', closed);
    action(done);
  });
}
