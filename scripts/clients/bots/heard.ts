/** What gives events, whichever client it is of. */
interface Emitter {
  on(event: never, listener: (update: never) => void): unknown;
}

/** Waits until a client has given so many updates of a kind, which their text tells. */
export function heard(client: Emitter, kind: RegExp, count: number): Promise<number> {
  return given(client, 'update', kind, count);
}

/** Waits until a client's requests to log on and to subscribe have so many answers. */
export function answered(client: Emitter, count: number): Promise<number> {
  return given(client, 'response', /./, count);
}

function given(client: Emitter, event: string, kind: RegExp, count: number): Promise<number> {
  let found = 0;
  return new Promise((resolve) => {
    client.on(event as never, (update: unknown) => {
      found += kind.test(JSON.stringify(update)) ? 1 : 0;
      if (found === count) resolve(count);
    });
  });
}

/** A log for clients that print what they do unless they are given one. */
export const SILENT = { trace() {}, info() {}, error() {} };

/** An order that is not to be had; the exchange's log tells it. */
export function refused(): undefined {}
