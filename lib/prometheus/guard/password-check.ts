import { createHmac, randomBytes } from 'node:crypto';
import type { BasicCredentials } from './basic-credentials.js';
import { PasswordThread } from './password-thread.js';
import { RecentVerdicts } from './recent-verdicts.js';

const MOST_REMEMBERED = 100;

/**
 * Checks names and passwords against users with bcrypt hashes. Verdicts are remembered, because a
 * scraper asks with the same ones every few seconds; of what was presented only a digest is kept,
 * with a key that lives as long as the process.
 *
 * As in the original, bcrypt looks at the first 72 bytes of a password.
 */
export class PasswordCheck {
  readonly #thread: Pick<PasswordThread, 'matches'>;
  readonly #secret = randomBytes(32);
  // Apart, so that a flood of wrong passwords does not push out the right ones.
  readonly #right = new RecentVerdicts(MOST_REMEMBERED);
  readonly #wrong = new RecentVerdicts(MOST_REMEMBERED);
  readonly #underWay = new Map<string, Promise<boolean | undefined>>();

  constructor(thread: Pick<PasswordThread, 'matches'> = new PasswordThread()) {
    this.#thread = thread;
  }

  /** Never rejects. Undefined where too many comparisons wait already. */
  async allows(
    credentials: BasicCredentials,
    users: ReadonlyMap<string, string>,
  ): Promise<boolean | undefined> {
    const own = users.get(credentials.user);
    // A name that nobody has is compared with the hash of somebody, always the same for one name:
    // it takes as long as a wrong password of a user does, whatever costs the hashes have.
    const hash = own ?? this.#hashOfSomebody(credentials.user, users);
    if (hash === undefined) return false;
    const matches = await this.#matches(credentials, hash);
    return matches && own !== undefined;
  }

  async #matches({ user, password }: BasicCredentials, hash: string): Promise<boolean | undefined> {
    const key = this.#digest(user, hash, password);
    const known = this.#right.get(key) ?? this.#wrong.get(key);
    if (known !== undefined) return known;
    const underWay = this.#underWay.get(key) ?? this.#compare(key, password, hash);
    return underWay;
  }

  #compare(key: string, password: string, hash: string): Promise<boolean | undefined> {
    const comparison = this.#thread.matches(password, hash).then((matches) => {
      this.#underWay.delete(key);
      // Where it could not be told, the next request shall find out.
      if (matches !== undefined) (matches ? this.#right : this.#wrong).set(key, matches);
      return matches;
    });
    this.#underWay.set(key, comparison);
    return comparison;
  }

  #hashOfSomebody(name: string, users: ReadonlyMap<string, string>): string | undefined {
    const hashes = [...users.values()];
    const number = Number.parseInt(this.#digest(name).slice(0, 8), 16);
    return hashes[number % hashes.length];
  }

  /** Each part is told with its length, so that no two lists of parts give the same text. */
  #digest(...parts: string[]): string {
    const hmac = createHmac('sha256', this.#secret);
    for (const part of parts) hmac.update(`${Buffer.byteLength(part)}:`).update(part);
    return hmac.digest('hex');
  }
}
