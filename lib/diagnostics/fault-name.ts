/**
 * The system's code of a fault, such as `ENOENT`, or else its class; never its message, which may
 * quote a path or a value that is secret.
 */
export function faultName(fault: unknown): string {
  try {
    if (!(fault instanceof Error)) return typeof fault;
    const { code } = fault as NodeJS.ErrnoException;
    return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)
      ? code
      : fault.constructor.name;
  } catch {
    return 'unknown';
  }
}
