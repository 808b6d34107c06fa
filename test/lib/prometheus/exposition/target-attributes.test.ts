import { expect } from 'chai';
import { targetAttributes } from '../../../../lib/prometheus/exposition/target-attributes.js';

describe('targetAttributes', () => {
  it('shows what tells targets apart and hides the command line', () => {
    const shown = {
      'service.name': 'bot',
      'host.name': 'h',
      'process.pid': 1,
      'process.executable.name': 'node',
      'k8s.pod.name': 'p',
    };
    const hidden = {
      'process.command_args': ['node', 'bot.js', '--secret=abc'],
      'process.command': 'bot.js',
      'process.owner': 'me',
      'process.executable.path': '/usr/bin/node',
      'my.api.key': 'abc',
    };
    expect(targetAttributes({ ...shown, ...hidden })).to.deep.equal(shown);
  });
});
