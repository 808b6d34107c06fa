import { dirname, resolve } from 'node:path';
import { report } from '../../diagnostics/report.js';
import { invalidFile, WatchedFile } from '../files/watched-file.js';
import { ConfigFault } from './config-fault.js';
import { readWebConfig } from './parse-web-config.js';
import type { WebConfig } from './web-config.js';

const LABEL = 'PROMETHEUS_WEB_CONFIG_FILE or option webConfigFile';
const LARGEST_FILE_BYTES = 65_536;

/** A web configuration file that is read again when it changes; its path appears in no message. */
export class WebConfigFile extends WatchedFile<WebConfig> {
  /**
   * @param label names the variable or option in messages
   * @throws GenesisError `GENESIS_CONFIG_INVALID` for faulty content, `GENESIS_CREDENTIAL_INVALID`
   * where the file cannot be read
   */
  constructor(path: string, label: string = LABEL) {
    super(path, {
      label,
      largestBytes: LARGEST_FILE_BYTES,
      fallback: 'the last good configuration stays',
      parse: parserOf(dirname(resolve(path)), label),
    });
  }
}

/**
 * The file that the option names; undefined where it is not set.
 * @throws GenesisError as the constructor of {@link WebConfigFile} does
 */
export function openWebConfig(path: unknown): WebConfigFile | undefined {
  if (path === undefined) return undefined;
  if (typeof path !== 'string' || path === '') {
    throw invalidFile(LABEL, new ConfigFault('names no file'));
  }
  return new WebConfigFile(path);
}

function parserOf(directory: string, label: string): (text: string) => WebConfig {
  let last: WebConfig | undefined;
  return (text) => {
    // Who rewrites a file truncates it first, so an empty one is no change that somebody wants.
    if (last !== undefined && text.trim() === '') throw new ConfigFault('is empty');
    const read = readWebConfig(text, { directory, label });
    last = last === undefined ? read : successor(last, read, label);
    return last;
  };
}

/** What follows a configuration that is in use: a server cannot start or stop to speak TLS. */
function successor(last: WebConfig, next: WebConfig, label: string): WebConfig {
  const [had, has] = [last.users.size > 0, next.users.size > 0];
  if (had && !has) {
    report(`${label} has no basic_auth_users any more; no password is let in, tokens still are`);
  }
  if (!had && has) {
    report(
      `${label} has basic_auth_users now; beside a token they count at once, else from the next start`,
    );
  }
  const isServed = (last.tls === undefined) === (next.tls === undefined);
  if (isServed && last.http2 === next.http2) return next;
  report(`${label} turns TLS or HTTP/2 on or off; that takes effect at the next start`);
  return { ...next, tls: isServed ? next.tls : last.tls, http2: last.http2 };
}
