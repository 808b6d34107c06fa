import type { BigIntStats } from 'node:fs';
import { readFileSync, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { faultName } from '../../diagnostics/fault-name.js';
import { report } from '../../diagnostics/report.js';
import { GenesisError, type GenesisErrorCode } from '../../errors.js';

/** What a file holds and how messages speak of it. */
export interface FileKind<T> {
  /** Names the variable, the option or the key that names the file. */
  readonly label: string;
  readonly largestBytes: number;
  /** What holds while the file is unusable, such as `the last good tokens stay valid`. */
  readonly fallback: string;
  /** Throws a {@link FileFault} for content that is unfit. */
  readonly parse: (content: string) => T;
}

/** A fault whose message is ours, so it can be shown; it reads on after the label of the file. */
export class FileFault extends Error {
  readonly code: GenesisErrorCode = 'GENESIS_CREDENTIAL_INVALID';
}

/**
 * A file that somebody may rewrite, rename over or swap by a symbolic link, as secret stores do.
 * Nothing watches it: it is looked at when its content is needed. Its path appears in no message:
 * some put the secret itself there by mistake.
 */
export class WatchedFile<T> {
  readonly #path: string;
  readonly #kind: FileKind<T>;
  #seen: string;
  #last: T;
  #refreshing: Promise<void> | undefined;

  /**
   * @param before what holds until `current()` has read the file, for who must not wait for it
   * here; without it the file is read at once
   * @throws GenesisError where the file is unusable now, with the code of the {@link FileFault}
   */
  constructor(path: string, kind: FileKind<T>, before?: { readonly content: T }) {
    this.#path = path;
    this.#kind = kind;
    if (before !== undefined) {
      this.#seen = '';
      this.#last = before.content;
      return;
    }
    try {
      const stats = statSync(path, { bigint: true });
      this.#check(stats);
      this.#seen = fingerprint(stats);
      this.#last = kind.parse(readFileSync(path, 'utf8'));
    } catch (fault) {
      throw invalidFile(kind.label, fault);
    }
  }

  /** The last good content, without a look at the file; the same object until it changes. */
  get last(): T {
    return this.#last;
  }

  /** The content as of now; never rejects. Calls at the same time share one look at the file. */
  async current(): Promise<T> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    await this.#refreshing;
    return this.#last;
  }

  async #refresh(): Promise<void> {
    let seen: string | undefined;
    try {
      const stats = await stat(this.#path, { bigint: true });
      seen = fingerprint(stats);
      if (seen === this.#seen) return;
      this.#check(stats);
      this.#last = this.#kind.parse(await readFile(this.#path, 'utf8'));
    } catch (fault) {
      seen ??= `no file: ${words(fault)}`;
      if (seen !== this.#seen) {
        report(`${this.#kind.label} changed and ${words(fault)}; ${this.#kind.fallback}`);
      }
    }
    this.#seen = seen;
  }

  #check(stats: BigIntStats): void {
    // Reading a pipe would wait for its writer.
    if (!stats.isFile()) throw new FileFault('is no regular file');
    const { largestBytes } = this.#kind;
    if (stats.size > largestBytes) throw new FileFault(`is larger than ${largestBytes} bytes`);
  }
}

/** The error of a file that is unusable at construction. */
export function invalidFile(label: string, fault: unknown): GenesisError {
  const code = fault instanceof FileFault ? fault.code : 'GENESIS_CREDENTIAL_INVALID';
  return new GenesisError(code, `${label} ${words(fault)}; no metrics endpoint is opened`);
}

/** Changes with the content, and with the file that the path leads to. */
function fingerprint({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`;
}

function words(fault: unknown): string {
  return fault instanceof FileFault ? fault.message : `cannot be read (${faultName(fault)})`;
}
