/**
 * The path of a request target without its query; undefined where it is malformed. A target is not
 * resolved like a link: `//other/metrics` and `/x/../metrics` are paths of their own.
 */
export function requestPath(target: string | undefined): string | undefined {
  const path = originForm(target ?? '')?.replace(/[?#].*$/s, '');
  if (path === undefined) return undefined;
  try {
    decodeURIComponent(path);
    return path;
  } catch {
    return undefined;
  }
}

function originForm(target: string): string | undefined {
  if (target.startsWith('/') || target === '*') return target;
  // A client that takes the endpoint for a proxy sends the whole address.
  const absolute = /^https?:\/\/[^/?#\s]+(\/[^\s]*)?$/i.exec(target);
  return absolute === null ? undefined : (absolute[1] ?? '/');
}
