/**
 * Secrets that every driven bot trades with. They are like no other text, so wherever one shows up,
 * it leaked.
 */
export const CANARIES = {
  apiKey: 'canaryKey7Qx1ZpLwVtB3',
  secret: 'canarySecret9RmK4dYhUe2Js',
  passphrase: 'canaryPassphrase5GnC8oWa',
} as const;

/** The names of the secrets that `text` holds; further ones, such as listen keys, come on top. */
export function secretsIn(
  text: string,
  further: Readonly<Record<string, string>> = {},
): readonly string[] {
  return Object.entries({ ...CANARIES, ...further })
    .filter(([, secret]) => text.includes(secret) || text.includes(encodeURIComponent(secret)))
    .map(([name]) => name);
}
