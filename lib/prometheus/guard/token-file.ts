import type { BigIntStats } from 'node:fs';
import { readFileSync, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { faultName } from '../../diagnostics/fault-name.js';
import { report } from '../../diagnostics/report.js';
import type { TokenDigest } from './tokens.js';
import { digestOf, invalidCredential, tokenFault } from './tokens.js';

const LARGEST_FILE_BYTES = 65_536;

/**
 * Tokens in a file, one a line. The file may be rewritten, renamed over or swapped by a symbolic
 * link, as secret stores do. Its path appears in no message: some put the token there by mistake.
 */
export class TokenFile {
  readonly #path: string;
  readonly #label: string;
  #seen: string;
  #digests: readonly TokenDigest[];
  #refreshing: Promise<void> | undefined;

  /**
   * @param label names the variable or option in messages
   * @throws GenesisError `GENESIS_CREDENTIAL_INVALID` where the file is unusable now
   */
  constructor(path: string, label: string) {
    this.#path = path;
    this.#label = label;
    try {
      const stats = statSync(path, { bigint: true });
      checkStats(stats);
      this.#seen = fingerprint(stats);
      this.#digests = parse(readFileSync(path, 'utf8'));
    } catch (fault) {
      throw invalidCredential(label, words(fault));
    }
  }

  /** The tokens as of now; never rejects. Requests at the same time share one look at the file. */
  async current(): Promise<readonly TokenDigest[]> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    await this.#refreshing;
    return this.#digests;
  }

  async #refresh(): Promise<void> {
    let seen: string | undefined;
    try {
      const stats = await stat(this.#path, { bigint: true });
      seen = fingerprint(stats);
      if (seen === this.#seen) return;
      checkStats(stats);
      this.#digests = parse(await readFile(this.#path, 'utf8'));
    } catch (fault) {
      seen ??= `no file: ${words(fault)}`;
      if (seen !== this.#seen) {
        report(`${this.#label} changed and ${words(fault)}; the last good tokens stay valid`);
      }
    }
    this.#seen = seen;
  }
}

/** Changes with the content, and with the file that the path leads to. */
function fingerprint({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`;
}

function checkStats(stats: BigIntStats): void {
  // Reading a pipe would wait for its writer.
  if (!stats.isFile()) throw new TokenFileFault('is no regular file');
  if (stats.size > LARGEST_FILE_BYTES) throw new TokenFileFault('is too large for a token file');
}

function parse(content: string): TokenDigest[] {
  const lines = content
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) throw new TokenFileFault('holds no token');
  return lines.map((line) => {
    const fault = tokenFault(line);
    if (fault !== undefined) throw new TokenFileFault(fault);
    return digestOf(line);
  });
}

/** A fault whose message is ours, so it can be shown. */
class TokenFileFault extends Error {}

function words(fault: unknown): string {
  return fault instanceof TokenFileFault ? fault.message : `cannot be read (${faultName(fault)})`;
}
