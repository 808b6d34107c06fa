import { readFileSettings } from './file/read-file-settings.js';
import type { Environment } from './settings.js';
import { Settings } from './settings.js';

export interface OpenedSettings {
  readonly settings: Settings;
  readonly isUsable: boolean;
  /** Says what of the configuration file cannot be honoured. */
  tellLeftOut(): void;
}

/**
 * The settings of the environment, or of the configuration file that it names. A file that cannot be
 * used is no reason to fall back on variables that somebody wanted to be ignored.
 */
export function openSettings(environment: Environment): OpenedSettings {
  const settings = new Settings(environment);
  const file = settings.variable('OTEL_CONFIG_FILE');
  if (file === undefined) return { settings, isUsable: true, tellLeftOut: () => {} };
  const reading = readFileSettings(String(file.value));
  if ('fault' in reading) {
    settings.problem(file.name, reading.fault, 'nothing is exported');
    return { settings, isUsable: false, tellLeftOut: () => {} };
  }
  const ofFile = new Settings(environment, reading.settings);
  const tellLeftOut = (): void => {
    for (const path of reading.leftOut) {
      ofFile.problem(`${file.name}: ${path}`, 'cannot be honoured', 'it is ignored');
    }
  };
  return { settings: ofFile, isUsable: true, tellLeftOut };
}
