import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { SmokeContext, SmokeTest } from './context.js';

/** The declarations must fit the OpenTelemetry line that npm picked, not only the locked one. */
export const TYPES_TEST: SmokeTest = { name: 'types', run: checkTypes };

const COMPILER = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
const NODE_TYPES = dirname(dirname(require.resolve('@types/node/package.json')));

async function checkTypes({ project }: SmokeContext): Promise<void> {
  const config = {
    compilerOptions: {
      ...{ strict: true, noEmit: true, module: 'node16', target: 'es2022', lib: ['es2022'] },
      ...{ typeRoots: [NODE_TYPES], types: ['node'], skipLibCheck: false },
    },
    files: ['test/fixtures/consumer/bot.ts'],
  };
  const file = join(project, 'tsconfig.json');
  writeFileSync(file, JSON.stringify(config));
  await promisify(execFile)(process.execPath, [COMPILER, '-p', file]).catch((error: unknown) => {
    throw new Error((error as { stdout?: string }).stdout ?? 'the compiler did not run');
  });
}
