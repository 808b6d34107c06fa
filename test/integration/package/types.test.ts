import { execFile } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Consumer } from './packed.js';
import { packedConsumer, REPOSITORY, readManifest } from './packed.js';

/** A program that uses every part of the public list, also in ways that must not compile. */
const SAMPLE = join(REPOSITORY, 'test', 'fixtures', 'consumer', 'bot.ts');
const COMPILER = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');

/** Nothing of the project's own settings: a user's compiler knows none of them. */
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: false,
  target: 'es2022',
  lib: ['es2022'],
  types: ['node'],
};

const SETTINGS = {
  'node16, from CommonJS and from an ES module': {
    files: ['bot.cts', 'bot.mts'],
    compilerOptions: { module: 'node16', moduleResolution: 'node16' },
  },
  bundler: {
    files: ['bot.ts'],
    compilerOptions: { module: 'preserve', moduleResolution: 'bundler' },
  },
};

type Settings = (typeof SETTINGS)[keyof typeof SETTINGS];

/** What the compiler finds wrong with the sample; nothing where all is well. */
async function complaints(folder: string, { files, compilerOptions }: Settings): Promise<string> {
  for (const file of files) copyFileSync(SAMPLE, join(folder, file));
  const config = { compilerOptions: { ...STRICT, ...compilerOptions }, files };
  const project = join(folder, `tsconfig.${compilerOptions.moduleResolution}.json`);
  writeFileSync(project, JSON.stringify(config));
  try {
    await promisify(execFile)(process.execPath, [COMPILER, '-p', project]);
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

/** The declarations that a consumer's compiler reads: those that the entries lead to. */
function publicDeclarations(consumer: Consumer): Map<string, string> {
  const found = new Map<string, string>();
  const follow = (file: string): void => {
    if (found.has(file)) return;
    const code = withoutComments(readFileSync(file, 'utf8'));
    found.set(file, code);
    for (const [, next = ''] of code.matchAll(/(?:from|import\() *['"](\.[^'"]+)\.js['"]/g)) {
      follow(join(dirname(file), `${next}.d.ts`));
    }
  };
  for (const entry of Object.values(readManifest(consumer.installed).exports)) {
    if (typeof entry !== 'string') follow(join(consumer.installed, entry['types'] ?? ''));
  }
  return found;
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}

describe('the types of the packed package', () => {
  let consumer: Consumer;
  before(() => {
    consumer = packedConsumer();
  });

  for (const [name, settings] of Object.entries(SETTINGS)) {
    it(`serve a consumer that resolves modules by ${name}`, async () => {
      expect(await complaints(consumer.folder, settings)).to.equal('');
    });
  }

  it('say any nowhere, and name no exchange client', () => {
    const declarations = publicDeclarations(consumer);
    expect(declarations.size).to.be.above(20);
    for (const [file, code] of declarations) {
      expect(code, file).not.to.match(/\bany\b/);
      expect(code, file).not.to.match(/(from|import\(|require\() *['"]ccxt/);
    }
  });
});
