import { resolve } from 'node:path';
import { DiagLogLevel } from '@opentelemetry/api';
import { Decimal } from 'decimal.js';
import type { Expectation } from './settings.js';

/** A longer timer would overflow in Node.js and fire every millisecond. */
const LONGEST_TIMER_MS = 2_147_483_647;
const LONGEST_DECIMAL = 200;
const UNSIGNED_DECIMAL = /^\+?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,6})?$/;
const DIGITS = /^\d{1,10}$/;

export const text: Expectation<string> = {
  fault: 'is empty or no text',
  parse: (value) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined),
};

export const boolean: Expectation<boolean> = {
  fault: 'is neither true nor false',
  parse: (value) => {
    if (typeof value === 'boolean') return value;
    return named({ true: true, false: false }, value);
  },
};

export const port: Expectation<number> = {
  fault: 'is no port number from 0 to 65535',
  parse: (value) => integer(value, 0, 65_535),
};

export const milliseconds: Expectation<number> = {
  fault: 'is no number of milliseconds above 0',
  parse: (value) => integer(value, 1, LONGEST_TIMER_MS),
};

/** Any number of things, none included. */
export const count: Expectation<number> = {
  fault: 'is no whole number of 0 or more',
  parse: (value) => integer(value, 0, LONGEST_TIMER_MS),
};

/** Some of something, at least one. */
export const positiveCount: Expectation<number> = {
  fault: 'is no whole number above 0',
  parse: (value) => integer(value, 1, LONGEST_TIMER_MS),
};

const RATIO = /^(?:\d+\.?\d*|\.\d+)(?:[eE]-?\d{1,3})?$/;

export const ratio: Expectation<number> = {
  fault: 'is no number from 0 to 1',
  parse: (value) => {
    const number = typeof value === 'string' && RATIO.test(value.trim()) ? Number(value) : value;
    return typeof number === 'number' && number >= 0 && number <= 1 ? number : undefined;
  },
};

const ALIAS = /^[a-z\d][\w.-]{0,31}$/i;
/** Keys of exchanges have at least so many letters and digits in a row, or are longer than an alias. */
const LIKE_A_KEY = /[a-z\d]{16}/i;

/** A name somebody gives to an account, and not its key, which may be set in the wrong place. */
export const alias: Expectation<string> = {
  fault: 'is no alias: 1 to 32 letters, digits, dots, dashes and underscores, unlike a key',
  parse: (value) => {
    if (typeof value !== 'string' || !ALIAS.test(value.trim())) return undefined;
    return LIKE_A_KEY.test(value) ? undefined : value.trim();
  },
};

/** A decimal number of 0 or more, as text, so that no digit is lost. */
export const amount: Expectation<string> = {
  fault: 'is no decimal number of 0 or more',
  parse: (value) => {
    const digits = typeof value === 'number' || Decimal.isDecimal(value) ? String(value) : value;
    if (typeof digits !== 'string' || digits.length > LONGEST_DECIMAL) return undefined;
    const trimmed = digits.trim();
    if (!UNSIGNED_DECIMAL.test(trimmed)) return undefined;
    return Number.isFinite(Number(trimmed)) ? trimmed : undefined;
  },
};

const LOG_LEVELS: Readonly<Record<string, DiagLogLevel>> = {
  none: DiagLogLevel.NONE,
  error: DiagLogLevel.ERROR,
  warn: DiagLogLevel.WARN,
  info: DiagLogLevel.INFO,
  debug: DiagLogLevel.DEBUG,
  verbose: DiagLogLevel.VERBOSE,
  all: DiagLogLevel.ALL,
};

export const logLevel: Expectation<DiagLogLevel> = {
  fault: `is none of ${Object.keys(LOG_LEVELS).join(', ')}`,
  parse: (value) => named(LOG_LEVELS, value),
};

export function oneOf<T extends string>(choices: readonly T[]): Expectation<T> {
  const table = Object.fromEntries(choices.map((choice) => [choice, choice]));
  return {
    fault: `is none of ${choices.join(', ')}`,
    parse: (value) => named(table, value) as T | undefined,
  };
}

export const httpUrl: Expectation<string> = {
  fault: 'is no http or https address',
  parse: (value) => {
    if (typeof value !== 'string' || !URL.canParse(value.trim())) return undefined;
    const { protocol } = new URL(value.trim());
    return protocol === 'http:' || protocol === 'https:' ? value.trim() : undefined;
  },
};

const UNIX_SOCKET = /^unix:(?:\/\/(?=\/))?(.+)$/;
/** The resolver that gRPC asks for names anyway. */
const DNS = /^dns:(?:\/{3})?(?!\/)/;

/** gRPC also takes `host:port` without a scheme, and sockets, which have three slashes here. */
export const grpcAddress: Expectation<string> = {
  fault: 'is no address',
  parse: (value) => {
    if (typeof value !== 'string' || /\s/.test(value.trim())) return undefined;
    const address = value.trim().replace(DNS, '');
    const [, socket] = UNIX_SOCKET.exec(address) ?? [];
    if (socket !== undefined) return `unix://${resolve(socket)}`;
    const hasScheme = address.includes('://');
    if (hasScheme && !/^https?:/.test(address)) return undefined;
    return URL.canParse(hasScheme ? address : `http://${address}`) ? address : undefined;
  },
};

/** The names of a comma list or an array, trimmed and in lower case; blanks and repeats are left out. */
export function list(value: unknown): string[] | undefined {
  const entries = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(entries) || entries.some((entry) => typeof entry !== 'string')) {
    return undefined;
  }
  const names = entries.map((entry: string) => entry.trim().toLowerCase());
  return [...new Set(names.filter((name) => name !== ''))];
}

/** `key=value` pairs separated by commas, percent-encoded, as W3C baggage writes them. */
export function keyValuePairs(value: unknown): Record<string, string> | undefined {
  if (typeof value !== 'string') return undefined;
  const pairs: [string, string][] = [];
  for (const entry of value.split(',').filter((part) => part.trim() !== '')) {
    const pair = keyValuePair(entry);
    if (pair === undefined) return undefined;
    pairs.push(pair);
  }
  return Object.fromEntries(pairs);
}

function keyValuePair(entry: string): [string, string] | undefined {
  const separator = entry.indexOf('=');
  if (separator < 1) return undefined;
  try {
    const key = decodeURIComponent(entry.slice(0, separator).trim());
    return key === '' ? undefined : [key, decodeURIComponent(entry.slice(separator + 1).trim())];
  } catch {
    return undefined;
  }
}

function integer(value: unknown, least: number, most: number): number | undefined {
  const number = typeof value === 'string' && DIGITS.test(value.trim()) ? Number(value) : value;
  const fits = Number.isInteger(number) && Number(number) >= least && Number(number) <= most;
  return fits ? Number(number) : undefined;
}

function named<T>(table: Readonly<Record<string, T>>, value: unknown): T | undefined {
  if (typeof value !== 'string') return undefined;
  const key = value.trim().toLowerCase();
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
