import type { VariableDefinition } from '../lib/config/variables.js';
import { STACK_VARIABLES, VARIABLES } from '../lib/config/variables.js';

/** The table of environment variables, as `docs/configuration.md` shows it between its markers. */
export function renderVariablesTable(): string {
  return table(VARIABLES);
}

/** The variables that only the monitoring stack reads. */
export function renderStackVariablesTable(): string {
  return table(STACK_VARIABLES);
}

function table(variables: Readonly<Record<string, VariableDefinition>>): string {
  const rows = Object.entries(variables).map(
    ([name, { meaning, fallback, badValue, secret }]) =>
      `| \`${name}\` | ${meaning} | ${fallback} | ${badValue} | ${secret ? 'yes' : ''} |`,
  );
  return [
    '| variable | meaning | default | a bad value | secret |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** `text` with the part between the markers of `name` replaced by `content`. */
export function replaceBetweenMarkers(text: string, name: string, content: string): string {
  const [start, end] = [new RegExp(`<!-- ${name}:start.*-->\n`), `<!-- ${name}:end -->`];
  const from = start.exec(text);
  const to = text.indexOf(end);
  if (from === null || to < 0) throw new Error(`the markers of ${name} are missing`);
  return `${text.slice(0, from.index + from[0].length)}${content}\n${text.slice(to)}`;
}

/** `docs/configuration.md` with its tables brought up to date. */
export function renderConfiguration(text: string): string {
  const withVariables = replaceBetweenMarkers(text, 'variables', renderVariablesTable());
  return replaceBetweenMarkers(withVariables, 'stack-variables', renderStackVariablesTable());
}
