import { expect } from 'chai';
import { CopyOf, type Ended, SHELLS } from './support/script.js';

for (const [name, shell] of Object.entries(SHELLS)) {
  describe(`docker/thanos/s3.sh, run by ${name}`, () => {
    let copy: CopyOf;
    beforeEach(() => {
      copy = new CopyOf('thanos');
    });
    afterEach(() => copy.remove());

    const s3 = (command: string, ...args: string[]): Ended =>
      copy.run(shell, [copy.path('s3.sh'), ...args], {
        S3_CREDENTIALS: copy.path('credentials'),
        WEED: copy.program(command),
      });

    it('gives the store the keys of the credentials', () => {
      copy.write(
        'credentials',
        [
          '[other]\r\naws_access_key_id = other\r\naws_secret_access_key = of-somebody-else',
          '[default]\r\naws_access_key_id = genesis\r\naws_secret_access_key = 0123456789abcdef',
          '[more]\r\naws_access_key_id = more\r\n',
        ].join('\r\n'),
      );
      const show = 'for last; do :; done; cat "$(echo "$last" | cut -d= -f2)"';
      const { stdout } = s3(show, 'server');
      expect(JSON.parse(stdout.slice(stdout.indexOf('{')))).to.deep.equal({
        identities: [
          {
            name: 'thanos',
            credentials: [{ accessKey: 'genesis', secretKey: '0123456789abcdef' }],
            actions: ['Read', 'Write', 'List', 'Tagging'],
          },
        ],
      });
    });

    for (const [fault, credentials, said] of [
      ['no secret', '[default]\naws_access_key_id = a\n', /has no aws_secret_access_key\n$/],
      [
        'a secret that is guessed soon',
        '[default]\naws_access_key_id = a\naws_secret_access_key = b\n',
        /shorter than 16 characters\n$/,
      ],
    ] as const) {
      it(`does not start with ${fault}`, () => {
        copy.write('credentials', credentials);
        const { status, stdout, stderr } = s3('', 'server');
        expect({ status, stdout }).to.deep.equal({ status: 1, stdout: '' });
        expect(stderr).to.match(said);
      });
    }

    it('makes a bucket, and fails where it is not there afterwards', () => {
      expect(s3('cat >/dev/null; echo "  genesis  size:0"', 'bucket', 'genesis').status).to.equal(
        0,
      );
      expect(s3('cat >/dev/null; echo "  genesis-2"', 'bucket', 'genesis')).to.deep.include({
        status: 1,
        stderr: 's3: there is no bucket genesis\n',
      });
    });
  });
}
