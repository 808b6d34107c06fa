import { isShownName } from '../../diagnostics/shown.js';
import { FileFault } from '../files/watched-file.js';

const LONGEST_WORDS = 40;
/** Letters only, as the keys and headers of the format are written; secrets rarely look so. */
const WORDS = /^[a-z]+(?:[_-][a-z]+)+$/i;

/** What is wrong with a web configuration file, in words that quote no value. */
export class ConfigFault extends FileFault {
  override readonly code = 'GENESIS_CONFIG_INVALID';
}

/** A key that somebody wrote and that means nothing here, as a message may show it. */
export function shownKey(key: string): string {
  const harmless = isShownName(key) || (key.length <= LONGEST_WORDS && WORDS.test(key));
  return harmless ? key : '(not shown)';
}
