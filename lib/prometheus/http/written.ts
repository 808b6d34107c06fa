import type { Writable } from 'node:stream';

/** What was written to is closed, and takes no more. */
export class SinkClosed extends Error {}

type Sink = Pick<Writable, 'write' | 'end' | 'once' | 'removeListener'>;

/**
 * Writes a chunk. Resolves when its memory may be used again; rejects with {@link SinkClosed} where
 * the sink closes before.
 */
export function written(sink: Sink, chunk: Buffer): Promise<void> {
  return unlessClosed(sink, (done) => sink.write(chunk, done));
}

/** Ends a sink. Resolves when all has left; rejects with {@link SinkClosed} where it closes before. */
export function ended(sink: Sink): Promise<void> {
  return unlessClosed(sink, (done) => sink.end(done));
}

function unlessClosed(
  sink: Sink,
  action: (done: (fault?: Error | null) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new SinkClosed());
    sink.once('close', fail);
    action((fault) => {
      sink.removeListener('close', fail);
      if (fault) fail();
      else resolve();
    });
  });
}
