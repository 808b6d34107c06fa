/** What gives events, whichever client it is of. */
interface Emitter {
  on(event: never, listener: (update: never) => void): unknown;
}

/** Waits until a client has given so many updates of a kind, which their text tells. */
export function heard(client: Emitter, kind: RegExp, count: number): Promise<number> {
  let found = 0;
  return new Promise((resolve) => {
    client.on('update' as never, (update: unknown) => {
      found += kind.test(JSON.stringify(update)) ? 1 : 0;
      if (found === count) resolve(count);
    });
  });
}

/** A log for clients that print what they do unless they are given one. */
export const SILENT = { trace() {}, info() {}, error() {} };

/** An order that is not to be had; the exchange's log tells it. */
export function refused(): undefined {}
