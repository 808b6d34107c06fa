import { performance } from 'node:perf_hooks';
import type { Account } from '../accounts.js';
import { openEntries } from '../bookkeeping.js';
import type { Core } from '../core.js';
import { refuseByFault, throughFaults } from '../dispatch.js';
import { Refusal } from '../errors.js';
import type { Operation, Transport } from '../journal.js';
import type { Venue } from '../markets.js';
import type { Params } from '../operation.js';
import type { Order } from '../orders.js';

/** What a client of a dialect asks for, in the words of the core. */
export interface Asked {
  readonly venue: Venue;
  readonly transport: Transport;
  readonly method: string;
  readonly path: string;
  readonly apiKey: string | undefined;
  /** The account of a socket that has logged in. */
  readonly session?: Account | undefined;
  /** What the journal calls it, for requests that concern orders. */
  readonly order?: Operation | undefined;
  /** The parameters of each order in the request, named as at Binance. */
  readonly items: readonly Params[];
}

/** What became of one order of a request. */
export type Item = Order | Refusal;

/** An answer in the words of the dialect, with what the journal is to have of it. */
export interface Told {
  readonly status: number;
  /** The exchange's own code, 0 where all went well. */
  readonly code: number;
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
  /** One for each order asked for, in their order; left out where all of them went the same way. */
  readonly items?: ReadonlyArray<{ readonly code: number; readonly orderId: number | undefined }>;
}

/**
 * Handles a request of a dialect with everything that is the same for each of them: faults and the
 * journal. `answer` does the work and may throw a `Refusal`, which `refuse` puts in the dialect's
 * words. Resolves to nothing where nobody is to hear back.
 */
export async function handle(
  core: Core,
  asked: Asked,
  answer: () => Told,
  refuse: (refusal: Refusal) => Told,
): Promise<(Told & { readonly cut: boolean }) | undefined> {
  const close = openJournal(core, asked);
  const isOrder = asked.order !== undefined;
  const told = await throughFaults(core, isOrder, () => {
    try {
      refuseByFault(core, isOrder);
      return answer();
    } catch (error) {
      return refuse(error instanceof Refusal ? error : new Refusal(-1000, String(error), 500));
    }
  });
  close(told?.answer, told?.cut ?? false);
  return told === undefined ? undefined : { ...told.answer, cut: told.cut };
}

/** Enters a request and its orders; what is returned enters how they ended. */
function openJournal(core: Core, asked: Asked) {
  const { venue, transport, method, path, apiKey, session, order, items } = asked;
  const operation = {
    weight: 1,
    access: 'public',
    items: () => items,
    run: () => undefined,
  } as const;
  const { request, orders, started } = openEntries(
    core,
    { venue, operation: order === undefined ? operation : { ...operation, order } },
    {
      transport,
      method,
      path,
      apiKey,
      ...(session === undefined ? {} : { session }),
      params: items[0] ?? {},
    },
  );
  return (told: Told | undefined, cut: boolean): void => {
    const handlingMs = performance.now() - started;
    const end = (code: number) => ({
      outcome: told === undefined ? 'no_answer' : cut ? 'cut' : code === 0 ? 'ok' : 'refused',
      httpStatus: told?.status ?? 0,
      code,
      handlingMs,
    });
    Object.assign(request, end(told?.code ?? 0), { headers: told?.headers ?? {} });
    for (const [index, entry] of orders.entries()) {
      const { code = told?.code ?? 0, orderId } = told?.items?.[index] ?? {};
      Object.assign(entry, end(code), { orderId });
    }
  };
}
