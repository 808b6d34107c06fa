import { escapeTextHelp } from './escaping.js';
import type { Family } from './family.js';
import { sampleNames } from './family.js';
import { numberText } from './numbers.js';
import type { TextFormat } from './text-format.js';

/** The text format of Prometheus, 0.0.4 and 1.0.0, which differ in names that we do not use. */
export const PROMETHEUS_TEXT: TextFormat = {
  claims: ({ name, kind }) =>
    kind === 'histogram' ? [name, ...sampleNames(kind, name)] : sampleNames(kind, name),
  header: (family) => {
    const name = typedName(family);
    const help = family.help === '' ? '' : `# HELP ${name} ${escapeTextHelp(family.help)}\n`;
    return `${help}# TYPE ${name} ${family.kind}\n`;
  },
  target: {
    claims: ['target_info'],
    header: '# HELP target_info Target metadata\n# TYPE target_info gauge\n',
  },
  bound: numberText,
  isLenient: true,
  exemplar: () => '',
  end: '',
};

/** A counter is called by the name of its only sample here. */
function typedName({ name, kind }: Family): string {
  return kind === 'counter' ? `${name}_total` : name;
}
