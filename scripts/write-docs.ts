import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATED, withGeneratedParts } from './generated-docs.js';

const ROOT = join(__dirname, '../..');

for (const [file, parts] of Object.entries(GENERATED)) {
  const path = join(ROOT, file);
  writeFileSync(path, withGeneratedParts(readFileSync(path, 'utf8'), parts));
}
