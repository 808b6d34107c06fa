import { expect } from 'chai';
import { GenesisError, type GenesisErrorCode } from '../../../../lib/errors.js';

/** The GenesisError that `action` throws or rejects with; its code must be `code`. */
export async function genesisError(
  code: GenesisErrorCode,
  action: () => unknown,
): Promise<GenesisError> {
  let fault: unknown;
  try {
    await action();
  } catch (thrown) {
    fault = thrown;
  }
  expect(fault).to.be.instanceOf(GenesisError);
  const error = fault as GenesisError;
  expect(error.code).to.equal(code);
  return error;
}
