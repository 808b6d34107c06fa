const PARAMETER = 'name[]';

/**
 * The names that a scrape is limited to by `name[]` in its query, as client_golang has it; undefined
 * where it asks for all. The parameter may come many times, and is compared as it is.
 */
export function nameFilter(target: string | undefined): ReadonlySet<string> | undefined {
  const query = /\?([^#]*)/.exec(target ?? '')?.[1];
  if (query === undefined) return undefined;
  const names = new URLSearchParams(query).getAll(PARAMETER);
  return names.length === 0 ? undefined : new Set(names);
}
