import { basicCredentials } from './basic-credentials.js';
import { PasswordCheck } from './password-check.js';

/** Where users with bcrypt hashes come from, such as a web configuration file. */
export interface UserSource {
  /** Never rejects. */
  current(): Promise<{ readonly users: ReadonlyMap<string, string> }>;
  /** What {@link current} gave last, or would have at construction. */
  readonly last: { readonly users: ReadonlyMap<string, string> };
}

/** The users of a web configuration file, any of whom may read the metrics. */
export class BasicUsers {
  readonly #source: UserSource;
  readonly #check = new PasswordCheck();

  constructor(source: UserSource) {
    this.#source = source;
  }

  get isEmpty(): boolean {
    return this.#source.last.users.size === 0;
  }

  /**
   * Never rejects; false for anything but a user with the right password, undefined where too many
   * comparisons wait already.
   */
  async allows(authorization: string | undefined): Promise<boolean | undefined> {
    const { users } = await this.#source.current();
    const credentials = basicCredentials(authorization);
    return credentials === undefined ? false : this.#check.allows(credentials, users);
  }
}
