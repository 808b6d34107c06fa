import type { Route } from './route.js';

export interface Match {
  readonly route: Route;
  /** What stands in the path where the table has `:name`. */
  readonly values: Readonly<Record<string, string>>;
}

/** Finds routes written as `GET /orders/:id`. */
export function pathRoutes(routes: Readonly<Record<string, Route>>) {
  const table = Object.entries(routes).map(([key, route]) => ({ parts: key.split(/[ /]/), route }));
  return (method: string, path: string): Match | undefined => {
    const asked = `${method} ${path}`.split(/[ /]/);
    for (const { parts, route } of table) {
      const values = matchParts(parts, asked);
      if (values !== undefined) return { route, values };
    }
    return undefined;
  };
}

function matchParts(parts: readonly string[], asked: readonly string[]) {
  if (parts.length !== asked.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const value = asked[index] ?? '';
    if (part.startsWith(':')) values[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return values;
}
