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
    const next = readWebConfig(text, { directory, label });
    if (last !== undefined) sayWhatChanged(last, next, label);
    last = next;
    return next;
  };
}

function sayWhatChanged(last: WebConfig, next: WebConfig, label: string): void {
  if (last.users.size > 0 && next.users.size === 0) {
    report(`${label} has no basic_auth_users any more; no password is let in, tokens still are`);
  }
}
