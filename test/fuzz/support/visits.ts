import { connect, type Socket } from 'node:net';
import { faultOfAnswers, Tally } from './answers.js';
import type { Visit } from './campaign.js';
import { Connection, type Departure, type Exchange, play, type Script } from './connection.js';
import { mutated, segmented } from './mutations.js';
import type { Random } from './random.js';
import { someRequest, soundRequest } from './requests.js';
import { tlsOver } from './tls-client.js';

const MOST_REQUESTS = 6;
const STALLED_REQUESTS = 50;
/** More than the endpoint takes connections, so that it has to choose. */
const MOST_STALLED = 150;
const DEPARTURES: readonly [Departure, ...Departure[]] = [
  'end',
  'end',
  'end',
  'end',
  'reset',
  'reset in the answer',
];

/** Opens connections from many addresses of this machine. */
export class Clients {
  readonly tally = new Tally();
  readonly #port: number;
  readonly #ca: Buffer | undefined;
  readonly #stalled: Connection[] = [];

  /** @param ca the authority of the endpoint's certificate; without one HTTP is spoken in clear */
  constructor(port: number, ca?: Buffer) {
    this.#port = port;
    this.#ca = ca;
  }

  get speakTls(): boolean {
    return this.#ca !== undefined;
  }

  /** A bare TCP connection, whatever is spoken on it. */
  raw(random: Random): Connection {
    return new Connection(this.#connect(random));
  }

  /** A connection that HTTP can be spoken on. */
  open(random: Random, protocols: readonly string[] = ['http/1.1']): Connection {
    if (this.#ca === undefined) return this.raw(random);
    const wire = this.#connect(random);
    const socket = tlsOver(wire, {
      servername: 'localhost',
      ca: this.#ca,
      ALPNProtocols: [...protocols],
    });
    return new Connection(socket, wire);
  }

  /** Sends sound requests and never reads; stays until there are many of its kind. */
  async stall(random: Random): Promise<number> {
    const connection = this.open(random);
    await connection.opened;
    const request = random.chance(0.5) ? soundRequest() : soundRequest().subarray(0, -2);
    connection.stall(Buffer.concat(Array.from({ length: STALLED_REQUESTS }, () => request)));
    this.#stalled.push(connection);
    if (this.#stalled.length > MOST_STALLED) this.#stalled.shift()?.destroy();
    return STALLED_REQUESTS;
  }

  destroy(): void {
    for (const connection of this.#stalled.splice(0)) connection.destroy();
  }

  #connect(random: Random): Socket {
    const localAddress = `127.0.${random.below(4)}.${1 + random.below(250)}`;
    return connect({ port: this.#port, host: '127.0.0.1', localAddress });
  }
}

/** A client that makes a few mutated requests on one connection. */
export function httpVisit(clients: Clients): Visit {
  return async (random) => {
    if (random.chance(0.002)) return await clients.stall(random);
    const exchange = await play(clients.open(random), someScript(random));
    clients.tally.add(exchange.received);
    judge(exchange);
    return exchange.requests;
  };
}

/** Throws where an answer gives away what it must not. */
export function judge(exchange: Exchange, faultOf = faultOfAnswers): void {
  const fault = faultOf(exchange.sent, exchange.received);
  if (fault === undefined) return;
  const shown = (bytes: Buffer): string => JSON.stringify(bytes.toString('latin1').slice(0, 4_000));
  throw new Error(
    `the endpoint ${fault}\nsent: ${shown(exchange.sent)}\nreceived: ${shown(exchange.received)}`,
  );
}

export function someDeparture(random: Random): Departure {
  return random.pick(DEPARTURES);
}

function someScript(random: Random): Script {
  const requests = Array.from({ length: 1 + random.below(MOST_REQUESTS) }, () =>
    segmented(random, mutated(random, someRequest(random))),
  );
  return { requests, isPatient: random.chance(0.5), departure: someDeparture(random) };
}
