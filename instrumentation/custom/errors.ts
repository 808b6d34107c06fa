import type { ErrorType } from '../../lib/collector/order-event.js';
import { ERROR_TYPES } from '../../lib/collector/order-event.js';
import { errorTypeOf } from '../core/errors/fault-facts.js';
import type { ErrorOptions, FailureFacts, OrderEnding } from './options.js';

/** Errors after which nobody can say that the exchange was reached. */
const UNREACHABLE: ReadonlySet<ErrorType> = new Set(['timeout', 'network', 'exchange_unavailable']);

const KNOWN: ReadonlySet<unknown> = new Set(ERROR_TYPES);

/** Classifies the failures of one client by what its user said of them. */
export class ErrorClasses {
  readonly #options: ErrorOptions;

  constructor(options: ErrorOptions = {}) {
    this.#options = options;
  }

  /** The class of what a call threw. */
  ofError(error: unknown): ErrorType {
    const { codes = {}, statuses = {}, facts = factsOf } = this.#options;
    const { code, status } = facts(error);
    return this.#byName(error) ?? errorTypeOf({ code, status, error }, codes, statuses);
  }

  /** The class of an ending that an answer tells; undefined where the order was placed. */
  ofEnding(ending: OrderEnding): ErrorType | undefined {
    if (ending === undefined || ending === null) return undefined;
    if (typeof ending === 'string') return KNOWN.has(ending) ? ending : 'unknown';
    const { codes = {}, statuses = {} } = this.#options;
    return errorTypeOf(ending, codes, statuses);
  }

  #byName(error: unknown): ErrorType | undefined {
    const { names = {} } = this.#options;
    const name = (error as { name?: unknown } | null | undefined)?.name;
    return typeof name === 'string' && Object.hasOwn(names, name) ? names[name] : undefined;
  }
}

/** Whether a failure of this class says that the exchange was there; undefined where it says nothing. */
export function isReachable(errorType: ErrorType): boolean | undefined {
  // A client's own check of the arguments ends up as unknown: no request was sent at all.
  return errorType === 'unknown' ? undefined : !UNREACHABLE.has(errorType);
}

interface Fault {
  readonly code?: unknown;
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly body?: unknown;
  readonly response?: { readonly status?: unknown; readonly data?: unknown } | null;
}

/** Where clients put code and status: on the error, in the body it holds, in axios's response. */
function factsOf(error: unknown): FailureFacts {
  if (typeof error !== 'object' || error === null) return {};
  const { code, status, statusCode, body, response } = error as Fault;
  return {
    code: keyOf(codeIn(body)) ?? keyOf(codeIn(response?.data)) ?? keyOf(code),
    status: keyOf(status) ?? keyOf(statusCode) ?? keyOf(response?.status),
  };
}

function codeIn(body: unknown): unknown {
  return typeof body === 'object' && body !== null ? (body as { code?: unknown }).code : undefined;
}

function keyOf(value: unknown): string | number | undefined {
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
