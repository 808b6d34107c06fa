export interface Match<R> {
  readonly route: R;
  /** What stands in the path where the table has `:name`, or `*name` for all that is left. */
  readonly values: Readonly<Record<string, string>>;
}

/** Finds routes written as `GET /orders/:id`; the first that fits. */
export function pathRoutes<R>(routes: Readonly<Record<string, R>>) {
  const table = Object.entries(routes).map(([key, route]) => ({ parts: key.split(/[ /]/), route }));
  return (method: string, path: string): Match<R> | undefined => {
    const asked = `${method} ${path}`.split(/[ /]/).map(decodeURIComponent);
    for (const { parts, route } of table) {
      const values = matchParts(parts, asked);
      if (values !== undefined) return { route, values };
    }
    return undefined;
  };
}

function matchParts(parts: readonly string[], asked: readonly string[]) {
  const takesRest = parts.at(-1)?.startsWith('*') === true;
  if (takesRest ? asked.length < parts.length : asked.length !== parts.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const value = asked[index] ?? '';
    if (part.startsWith('*')) values[part.slice(1)] = asked.slice(index).join('/');
    else if (part.startsWith(':')) values[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return values;
}
