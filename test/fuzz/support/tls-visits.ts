import { CANARY, HARMLESS_BYTES } from './answers.js';
import type { Visit } from './campaign.js';
import { clientHello } from './client-hello.js';
import { play } from './connection.js';
import { opening, servedStreams, someFrame } from './http2-frames.js';
import { mutated, segmented } from './mutations.js';
import type { Random } from './random.js';
import { RIGHT_TOKEN, soundRequest } from './requests.js';
import { type Clients, httpVisit, judge, someDeparture } from './visits.js';

const MOST_FRAMES = 12;
const HTTP2_OR_1 = ['h2', 'http/1.1'];

/** Clients of all kinds that come to a port where TLS is spoken. */
export async function tlsVisit(clients: Clients): Promise<Visit> {
  const hellos: readonly [Buffer, Buffer] = [
    await clientHello(['http/1.1']),
    await clientHello(HTTP2_OR_1),
  ];
  const inside = httpVisit(clients);
  return async (random) => {
    const kind = random.next();
    if (kind < 0.4) return await rubbishVisit(clients, random, hellos);
    return kind < 0.7 ? await framesVisit(clients, random) : await inside(random);
  };
}

/** What comes is no handshake, or almost one. */
async function rubbishVisit(
  clients: Clients,
  random: Random,
  hellos: readonly [Buffer, Buffer],
): Promise<number> {
  const bytes = random.pick<() => Buffer>([
    () => random.bytes(1 + random.below(500)),
    // The beginning of a record, and then anything.
    () => Buffer.concat([Buffer.from([22, 3, 1]), random.bytes(1 + random.below(300))]),
    () => mutated(random, soundRequest()),
    () => mutated(random, random.pick(hellos)),
    () => mutated(random, random.pick(hellos)),
    () => Buffer.concat([random.pick(hellos), random.bytes(1 + random.below(100))]),
  ])();
  const requests = [segmented(random, bytes)];
  const departure = someDeparture(random);
  judge(await play(clients.raw(random), { requests, isPatient: true, departure }));
  return 1;
}

/** Mutated frames of HTTP/2, whether it was agreed on or not. */
async function framesVisit(clients: Clients, random: Random): Promise<number> {
  const frames = Array.from({ length: 1 + random.below(MOST_FRAMES) }, (_, index) =>
    someFrame(random, random.chance(0.9) ? 2 * index + 1 : random.below(2 ** 31)),
  );
  // A fault in one frame puts all that follow out of step, so that most stay as they are.
  const harmed = frames.map((each) => (random.chance(0.2) ? mutated(random, each) : each));
  const requests = [opening(), ...harmed].map((each) => segmented(random, each));
  const departure = someDeparture(random);
  const script = { requests, isPatient: random.chance(0.5), departure };
  const exchange = await play(clients.open(random, HTTP2_OR_1), script);
  judge(exchange, faultOfFrames);
  return exchange.requests;
}

function faultOfFrames(sent: Buffer, received: Buffer): string | undefined {
  if (sent.includes(RIGHT_TOKEN)) return undefined;
  const isServed = received.includes(CANARY) || servedStreams(received, HARMLESS_BYTES) > 0;
  return isServed ? 'showed the metrics without the token' : undefined;
}
