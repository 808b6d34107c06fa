import { ORDER_ATTRIBUTES } from '../lib/traces/attributes.js';
import type { SpanDefinition } from '../lib/traces/spans.js';
import { ORDER_SPANS } from '../lib/traces/spans.js';

/** The spans that are made of orders, as `docs/traces.md` shows them between its markers. */
export function renderSpansTable(): string {
  return [
    '| span | kind | attributes | meaning |',
    '|---|---|---|---|',
    ...ORDER_SPANS.map(row),
  ].join('\n');
}

function row({ names, kind, attributes, optional, description }: SpanDefinition): string {
  const shown = [
    ...attributes.map((key) => short(ORDER_ATTRIBUTES[key].name)),
    ...optional.map((key) => `${short(ORDER_ATTRIBUTES[key].name)}°`),
  ];
  const spans = names.map((name) => `\`${name}\``).join(', ');
  return `| ${spans} | ${kind} | ${shown.join(', ')} | ${description} |`;
}

const short = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Every attribute that they may carry. */
export function renderSpanAttributesTable(): string {
  const rows = Object.values(ORDER_ATTRIBUTES).map(
    ({ name, type, description }) => `| \`${name}\` | ${type} | ${description} |`,
  );
  return ['| attribute | type | meaning |', '|---|---|---|', ...rows].join('\n');
}
