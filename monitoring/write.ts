import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WRITTEN_FILES } from './written-files.js';

const ROOT = join(__dirname, '../..');

for (const { path, content } of WRITTEN_FILES) {
  const file = join(ROOT, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
