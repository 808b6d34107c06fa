import { createHash } from 'node:crypto';
import { GenesisError } from '../../errors.js';

const SHORTEST_TOKEN = 16;

/** Of a token only this is kept: equally long for all, and of no use to who reads the memory. */
export type TokenDigest = Buffer;

/** The digest that tokens are compared by. */
export function digestOf(token: string): TokenDigest {
  return createHash('sha256').update(token).digest();
}

/** What is wrong with a token, in words that do not quote it; undefined for a good one. */
export function tokenFault(token: unknown): string | undefined {
  if (typeof token !== 'string') return 'holds a token that is no text';
  if (token === '') return 'holds an empty token';
  // A client cannot put anything else into the header so that it arrives the same.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return 'holds a token with white space, control or non-ASCII characters';
  }
  if (token.length < SHORTEST_TOKEN) {
    return `holds a token shorter than ${SHORTEST_TOKEN} characters`;
  }
  return undefined;
}

/**
 * The digests of tokens given in code.
 * @param label names the variable or option in an error
 * @throws GenesisError `GENESIS_CREDENTIAL_INVALID` where any of them is unfit
 */
export function digestTokens(tokens: string | readonly string[], label: string): TokenDigest[] {
  const list: readonly unknown[] = Array.isArray(tokens) ? tokens : [tokens];
  if (list.length === 0) throw invalidCredential(label, 'holds no token');
  return list.map((token) => {
    const fault = tokenFault(token);
    if (fault !== undefined) throw invalidCredential(label, fault);
    return digestOf(token as string);
  });
}

/** A faulty credential never leads to an open endpoint, and the message says so. */
export function invalidCredential(label: string, fault: string): GenesisError {
  return new GenesisError(
    'GENESIS_CREDENTIAL_INVALID',
    `${label} ${fault}; no metrics endpoint is opened`,
  );
}
