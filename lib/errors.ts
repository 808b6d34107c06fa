/**
 * Every error this package can raise, once. The code is stable and safe to match on; the text is
 * for people. A later release may add codes and never reuses one.
 */
export const ERRORS = {
  GENESIS_CONFIG_INVALID: 'A variable or option has a value that cannot be used.',
  GENESIS_CREDENTIAL_INVALID: 'A token, certificate or key is faulty; no endpoint is opened.',
  GENESIS_ENDPOINT_UNGUARDED: 'A host other than loopback was asked for without a token.',
  GENESIS_ENDPOINT_LISTEN: 'The metrics endpoint could not listen on its address.',
  GENESIS_READER_MISUSED: 'A reader was attached in a way that can never deliver metrics.',
} as const;

export type GenesisErrorCode = keyof typeof ERRORS;

/**
 * Raised while something is being built from a faulty configuration, never while a bot records.
 * The message names the variable or option, what is wrong with it and what happens now; it never
 * contains the value of a secret.
 */
export class GenesisError extends Error {
  readonly code: GenesisErrorCode;

  constructor(code: GenesisErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GenesisError';
    this.code = code;
  }
}
