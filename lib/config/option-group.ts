/** Whether a value can hold options by name; JavaScript callers may pass anything. */
export function isOptionGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
