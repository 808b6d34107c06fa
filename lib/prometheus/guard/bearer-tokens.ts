import { timingSafeEqual } from 'node:crypto';
import type { TokenFile } from './token-file.js';
import type { TokenDigest } from './tokens.js';
import { digestOf } from './tokens.js';

/** The tokens of the configuration and of a file, any of which opens the endpoint. */
export class BearerTokens {
  readonly #fixed: readonly TokenDigest[];
  readonly #file: TokenFile | undefined;

  constructor(fixed: readonly TokenDigest[], file: TokenFile | undefined) {
    this.#fixed = fixed;
    this.#file = file;
  }

  /** Never rejects; false for anything but a known token. */
  async allows(authorization: string | undefined): Promise<boolean> {
    const fromFile = (await this.#file?.current()) ?? [];
    const presented = presentedToken(authorization);
    // Every wrong answer takes the same steps: a missing token is hashed and compared as well, and
    // a match does not end the loop. The empty text is the digest of no token that can be set.
    const digest = digestOf(presented ?? '');
    let allowed = false;
    for (const known of [...this.#fixed, ...fromFile]) {
      allowed = timingSafeEqual(known, digest) || allowed;
    }
    return allowed;
  }
}

function presentedToken(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}
