import { expect } from 'chai';
import { isLauncher } from '../../../lib/preload/launcher.js';

const LAUNCHERS = [
  '/usr/bin/npm',
  '/usr/bin/npx',
  '/usr/lib/node_modules/npm/bin/npm-cli.js',
  '/usr/lib/node_modules/npm/bin/npx-cli.js',
  '/usr/lib/node_modules/corepack/dist/corepack.js',
  '/usr/lib/node_modules/corepack/dist/pnpm.js',
  '/home/me/.yarn/releases/yarn-4.5.0.cjs',
  '/opt/yarn/bin/yarn.js',
  '/opt/pnpm/bin/pnpm.cjs',
  '/bot/node_modules/.bin/nodemon',
  '/bot/node_modules/tsx/dist/cli.mjs',
  '/usr/lib/node_modules/pm2/bin/pm2',
  '/usr/lib/node_modules/pm2/lib/Daemon.js',
  'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js',
];

const BOTS = [
  '/bot/index.js',
  '/bot/dist/grid.mjs',
  '/home/npm/bot.js',
  '/srv/yarn/bot.js',
  '/bot/my-npm.js',
  '/bot/npm-watcher-bot.ts',
  '/bot/concurrently.js',
  '/bot/nodemon.js',
  '/bot/node_modules/.bin/ts-node',
  '/bot/node_modules/mocha/bin/mocha.js',
  '/usr/lib/node_modules/pm2/lib/ProcessContainerFork.js',
  'C:\\bots\\grid\\index.js',
  '',
];

describe('programs that only start other programs', () => {
  for (const script of LAUNCHERS) {
    it(`are recognized: ${script}`, () => expect(isLauncher(script)).to.equal(true));
  }
  for (const script of BOTS) {
    it(`are told from a bot: ${script || 'an empty path'}`, () =>
      expect(isLauncher(script)).to.equal(false));
  }
});
