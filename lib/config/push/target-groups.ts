import type { OtlpTargetOptions } from '../genesis-options.js';
import { isOptionGroup } from '../option-group.js';
import type { Settings } from '../settings.js';
import type { OtlpSignal } from './otlp-signal.js';

/** Whether the options of a signal, and what they hold for TLS, are what options must be. */
export function areTargetOptions(
  settings: Settings,
  { option, consequence }: OtlpSignal,
  options: OtlpTargetOptions,
): boolean {
  const tls = isOptionGroup(options) ? options.tls : undefined;
  for (const [name, group] of Object.entries({ [option]: options, [`${option}.tls`]: tls })) {
    if (group === undefined || isOptionGroup(group)) continue;
    settings.problem(`option ${name}`, 'is no object', consequence);
    return false;
  }
  return true;
}
