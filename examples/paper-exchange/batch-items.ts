import { type Params, toParams } from './operation.js';

/** A parameter that is a list in JSON; nothing that can be read is an empty one. */
export function listOf(text: string | undefined): unknown[] {
  try {
    const items: unknown = JSON.parse(text ?? '');
    return Array.isArray(items) ? items : [];
  } catch {
    return [];
  }
}

/** The items of a batch request, as parameters of their own. */
export const batchItems = (text: string | undefined): Params[] =>
  listOf(text).map((item) => toParams(item as Record<string, unknown>));
