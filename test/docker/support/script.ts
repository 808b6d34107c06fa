import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BUSYBOX, isHere } from '../../stack/support/programs.js';
import { DOCKER } from './compose.js';

/** The shells that the scripts have to run in, by name, with what makes one run a script. */
export const SHELLS: Readonly<Record<string, readonly string[]>> = {
  'the shell of this machine': ['/bin/sh'],
  // As in the images of Prometheus and Alertmanager; `npm test` does not ask for it.
  ...(isHere(BUSYBOX) ? { 'the shell of busybox': [BUSYBOX, 'sh'] } : {}),
};

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of a folder of docker/, as somebody has it who just cloned the repository. */
export class CopyOf {
  readonly folder: string;

  constructor(name = '') {
    this.folder = mkdtempSync(join(tmpdir(), 'genesis-docker-'));
    const tracked = spawnSync('git', ['ls-files', '-z', name || '.'], {
      cwd: DOCKER,
      encoding: 'utf8',
    });
    for (const file of tracked.stdout.split('\0').filter(Boolean)) {
      const target = this.path(file.slice(name === '' ? 0 : name.length + 1));
      mkdirSync(dirname(target), { recursive: true });
      cpSync(join(DOCKER, file), target);
    }
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  write(file: string, content: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), content);
  }

  /**
   * A program that shows its arguments, a line each, and then what a command says. There $config is the
   * configuration file that it was started with.
   */
  program(command: string): string {
    this.write(
      'program',
      `#!/bin/sh
printf '%s\n' "$@"
config=\${1#--config.file=}
${command}
`,
    );
    chmodSync(this.path('program'), 0o755);
    return this.path('program');
  }

  run(
    shell: readonly string[],
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Ended {
    const [program = '/bin/sh', ...first] = shell;
    const { PATH = '' } = process.env;
    const options = { env: { PATH, TMPDIR: this.folder, ...env }, encoding: 'utf8' } as const;
    return spawnSync(program, [...first, ...args], options);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
