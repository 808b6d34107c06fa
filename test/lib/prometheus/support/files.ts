import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A new directory that is gone after the test. */
export function temporaryDirectory(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'genesis-otel-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

const root = resolve(__dirname, '../../../../..');

/** A file of the TLS fixtures, which the compiler does not copy. */
export const tlsFile = (name: string): string => join(root, 'test/fixtures/tls', `${name}.pem`);

/** A compiled module of lib/, for child processes. */
export const compiled = (path: string): string => join(root, 'dist/lib', path);
