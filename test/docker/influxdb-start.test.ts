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

  it('does not start without one', () => {
    copy.write('influxdb-admin-password', 'one\n');
    const stderr = `influxdb: cannot read ${copy.path('influxdb-password')}, or it is empty\n`;
    expect(start()).to.deep.include({ status: 1, stdout: '', stderr });
  });
});
