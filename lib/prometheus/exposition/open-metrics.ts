import type { Exemplar } from '../../metrics/exemplars.js';
import { escapeOpenMetricsHelp } from './escaping.js';
import { sampleNames } from './family.js';
import { canonicalNumber, numberText } from './numbers.js';
import type { TextFormat } from './text-format.js';
import { unitWord } from './units.js';

/** OpenMetrics 1.0.0, which is a strict reading of 0.0.1 too. */
export const OPEN_METRICS: TextFormat = {
  // `_created` stays reserved where it is not written: the specification forbids what could clash.
  claims: ({ name, kind }) =>
    kind === 'gauge' ? [name] : [name, ...sampleNames(kind, name), `${name}_created`],
  header: ({ name, kind, unit, help }) => {
    const word = unitWord(name, unit);
    const unitLine = word === undefined ? '' : `# UNIT ${name} ${word}\n`;
    const helpLine = help === '' ? '' : `# HELP ${name} ${escapeOpenMetricsHelp(help)}\n`;
    return `# TYPE ${name} ${kind}\n${unitLine}${helpLine}`;
  },
  target: {
    claims: ['target', 'target_info'],
    header: '# TYPE target info\n# HELP target Target metadata\n',
  },
  bound: canonicalNumber,
  isLenient: false,
  exemplar: exemplarText,
  end: '# EOF\n',
};

function exemplarText(exemplar: Exemplar | undefined): string {
  if (exemplar === undefined) return '';
  const { traceId, spanId, value, milliseconds } = exemplar;
  const seconds = milliseconds / 1000;
  const labels = traceId === '' ? '' : `trace_id="${traceId}",span_id="${spanId}"`;
  return ` # {${labels}} ${numberText(value)} ${seconds}`;
}
