import type { Context } from '@opentelemetry/api';
import { context as contexts } from '@opentelemetry/api';

/** Calls `action` once in a context of OpenTelemetry, also where what manages contexts throws. */
export function runInContext<T>(context: Context, action: () => T): T {
  let isBegun = false;
  const once = (): T => {
    isBegun = true;
    return action();
  };
  try {
    return contexts.with(context, once);
  } catch (fault) {
    if (isBegun) throw fault;
    return action();
  }
}
