import type { EndpointProcess } from './endpoint-process.js';
import { Random } from './random.js';

/** One client's visit; gives the number of requests that it made, and rejects where it saw a fault. */
export type Visit = (random: Random) => Promise<number>;

/** The seed of this run: the same one sends the same bytes. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
/** Repeats this visit only. */
const ONLY = process.env['FUZZ_INDEX'];
const CLIENTS = 16;

/** As many requests as the variable FUZZ_REQUESTS says, or as many of a hundred thousand. */
export function requestCount(ofHundredThousand = 100_000): number {
  const asked = Number(process.env['FUZZ_REQUESTS'] ?? 100_000);
  return Math.ceil((asked * ofHundredThousand) / 100_000);
}

/** Lets several clients at a time visit the endpoint until they have made the wanted number of requests. */
export async function attack(
  endpoint: EndpointProcess,
  wanted: number,
  visit: Visit,
  firstIndex = 0,
): Promise<void> {
  let made = 0;
  let index = firstIndex;
  const client = async (): Promise<void> => {
    while (made < wanted) {
      const own = index;
      index += 1;
      const requests = await visitOnce(endpoint, own, visit);
      made += requests;
    }
  };
  if (ONLY !== undefined) {
    await visitOnce(endpoint, Number(ONLY), visit);
    return;
  }
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

async function visitOnce(endpoint: EndpointProcess, index: number, visit: Visit): Promise<number> {
  try {
    const requests = await visit(new Random(SEED, index));
    if (endpoint.ending !== undefined) throw new Error(endpoint.ending);
    return requests;
  } catch (cause) {
    const repeat = `FUZZ_SEED=${SEED} FUZZ_INDEX=${index}`;
    throw new Error(`${String(cause)}\nrepeat with ${repeat}`, { cause });
  }
}
