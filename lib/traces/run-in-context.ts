import type { Context } from '@opentelemetry/api';
import { context as contexts } from '@opentelemetry/api';
import { neverThrow } from '../diagnostics/never-throw.js';

type End<T> = { readonly value: T } | { readonly error: unknown };

/**
 * Calls `action` exactly once in a context of OpenTelemetry, and ends as it does, whatever is made of
 * it by what manages contexts: a bot's own may throw before or after, call twice, or not at all.
 */
export function runInContext<T>(context: Context, action: () => T): T {
  const call: { end?: End<T> } = {};
  const once = (): void => {
    call.end ??= endOf(action);
  };
  neverThrow('entering a context', () => contexts.with(context, once));
  const end = call.end ?? endOf(action);
  if ('error' in end) throw end.error;
  return end.value;
}

function endOf<T>(action: () => T): End<T> {
  try {
    return { value: action() };
  } catch (error) {
    return { error };
  }
}
