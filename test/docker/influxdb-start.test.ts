import { expect } from 'chai';
import { CopyOf, type Ended } from './support/script.js';

describe('docker/influxdb/start.sh', () => {
  let copy: CopyOf;
  beforeEach(() => {
    copy = new CopyOf('influxdb');
  });
  afterEach(() => copy.remove());
  const start = (): Ended =>
    copy.run(['/bin/bash'], [copy.path('start.sh'), 'influxd'], {
      SECRETS: copy.folder,
      ENTRYPOINT: copy.program('echo "$INFLUXDB_ADMIN_PASSWORD,$INFLUXDB_USER_PASSWORD"'),
    });

  it('takes passwords from files', () => {
    copy.write('influxdb-admin-password', 'one\n');
    copy.write('influxdb-password', 'two\n');
    expect(start().stdout).to.equal('influxd\none,two\n');
  });

  for (const [what, content] of [
    ['none', undefined],
    ['a blank one, for which the image would log one that it makes', ' \r\n'],
    ['one that the image would not pass on as it is', "it's\n"],
  ] as const) {
    it(`does not start with ${what}`, () => {
      copy.write('influxdb-admin-password', 'one\n');
      if (content !== undefined) copy.write('influxdb-password', content);
      const { status, stdout, stderr } = start();
      expect({ status, stdout }).to.deep.equal({ status: 1, stdout: '' });
      const file = copy.path('influxdb-password');
      expect(stderr).to.match(new RegExp(`^influxdb: cannot read ${file}, or .+\n$`));
    });
  }
});
