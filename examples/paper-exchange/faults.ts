import { seededRandom } from './random-walk.js';

/** What can be made to go wrong, and the values each fault takes. */
export interface FaultKinds {
  /** Waits `ms` before the request is handled. */
  slow: { readonly ms: number };
  /** Refuses orders with `code`, by default -2010 for the balance. */
  reject: { readonly code?: number; readonly msg?: string };
  /** Answers 429 -1003 with `retry-after`. */
  'rate-limit': { readonly retryAfterS?: number };
  /** Answers 418 -1003 with `retry-after`. */
  ban: { readonly retryAfterS?: number };
  /** Answers 500 -1000, or the status and code given. */
  error: { readonly status?: number; readonly code?: number };
  /** Takes the request and never answers; an order in it is not placed. */
  hang: object;
  /** Handles the request, then drops the connection half way through the answer. */
  truncate: object;
  /** Keeps WebSockets open and sends nothing, not even pongs. */
  'silent-ws': object;
  /** Moves the exchange's clock by `ms`. */
  'clock-skew': { readonly ms: number };
}

export type FaultKind = keyof FaultKinds;

/** Which requests a fault meets, and how many of them. */
export interface FaultReach {
  /** `orders` leaves every other request alone. Default `all`. */
  readonly scope?: 'orders' | 'all';
  /** Only the next so many requests. Default: until cleared. */
  readonly count?: number;
  /** Only this share of requests, between 0 and 1. Default 1. */
  readonly ratio?: number;
}

export type Fault = {
  [K in FaultKind]: { readonly kind: K } & FaultKinds[K] & FaultReach;
}[FaultKind];
export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>;

interface Active {
  readonly fault: Fault;
  left: number;
}

const KINDS: ReadonlySet<string> = new Set<FaultKind>([
  'slow',
  'reject',
  'rate-limit',
  'ban',
  'error',
  'hang',
  'truncate',
  'silent-ws',
  'clock-skew',
]);

export const isFaultKind = (kind: string): kind is FaultKind => KINDS.has(kind);

/** Checks what came over HTTP or from the command line before it may switch anything. */
export function parseFault(value: unknown): Fault {
  const candidate = value as { kind?: unknown; ms?: unknown };
  const kind = typeof value === 'object' && value !== null ? candidate.kind : undefined;
  if (typeof kind !== 'string' || !isFaultKind(kind)) {
    throw new TypeError(`a fault needs a kind out of: ${[...KINDS].join(', ')}`);
  }
  if ((kind === 'slow' || kind === 'clock-skew') && !Number.isFinite(candidate.ms)) {
    throw new TypeError(`the fault ${kind} needs ms, a number`);
  }
  return value as Fault;
}

/** The faults that are on: at most one of each kind. */
export class Faults {
  readonly #active = new Map<FaultKind, Active>();
  readonly #random: () => number;
  readonly #onChange: (event: 'set' | 'clear', fault: Fault) => void;

  constructor(seed: number, onChange: (event: 'set' | 'clear', fault: Fault) => void) {
    this.#random = seededRandom(seed);
    this.#onChange = onChange;
  }

  /** Switches a fault on, in place of an earlier one of its kind. */
  set(fault: Fault): void {
    this.#active.set(fault.kind, { fault, left: fault.count ?? Number.POSITIVE_INFINITY });
    this.#onChange('set', fault);
  }

  /** Switches one kind off, or everything. */
  clear(kind?: FaultKind): void {
    for (const { fault } of [...this.#active.values()]) {
      if (kind === undefined || fault.kind === kind) {
        this.#active.delete(fault.kind);
        this.#onChange('clear', fault);
      }
    }
  }

  list(): Fault[] {
    return [...this.#active.values()].map(({ fault, left }) =>
      Number.isFinite(left) ? { ...fault, count: left } : fault,
    );
  }

  /** The fault as it stands, for the kinds that are a state and not a matter of one request. */
  get<K extends FaultKind>(kind: K): FaultOf<K> | undefined {
    return this.#active.get(kind)?.fault as FaultOf<K> | undefined;
  }

  /** Whether a fault meets this request; uses up one of its `count` if so. */
  meets<K extends FaultKind>(kind: K, isOrder: boolean): FaultOf<K> | undefined {
    const active = this.#active.get(kind);
    if (active === undefined || (active.fault.scope === 'orders' && !isOrder)) {
      return undefined;
    }
    if (active.fault.ratio !== undefined && this.#random() >= active.fault.ratio) {
      return undefined;
    }
    active.left -= 1;
    if (active.left <= 0) {
      this.clear(kind);
    }
    return active.fault as FaultOf<K>;
  }
}
