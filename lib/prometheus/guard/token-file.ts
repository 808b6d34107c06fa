import { FileFault, WatchedFile } from '../files/watched-file.js';
import type { TokenDigest } from './tokens.js';
import { digestOf, tokenFault } from './tokens.js';

const LARGEST_FILE_BYTES = 65_536;

/** Tokens in a file, one a line; its path appears in no message. */
export class TokenFile extends WatchedFile<readonly TokenDigest[]> {
  /**
   * @param label names the variable or option in messages
   * @throws GenesisError `GENESIS_CREDENTIAL_INVALID` where the file is unusable now
   */
  constructor(path: string, label: string) {
    super(path, {
      label,
      largestBytes: LARGEST_FILE_BYTES,
      fallback: 'the last good tokens stay valid',
      parse,
    });
  }
}

function parse(content: string): TokenDigest[] {
  const lines = content
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) throw new FileFault('holds no token');
  return lines.map((line) => {
    const fault = tokenFault(line);
    if (fault !== undefined) throw new FileFault(fault);
    return digestOf(line);
  });
}
