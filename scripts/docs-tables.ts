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
