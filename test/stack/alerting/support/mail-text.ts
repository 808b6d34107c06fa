import type { Mail } from '../../support/smtp-receiver.js';

/** What a person sees of a mail. */
export interface MailText {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Reads the mails of Alertmanager: one part of plain text, quoted-printable. */
export function readMail({ data }: Mail): MailText {
  const [head = ''] = data.split('\n\n', 1);
  const header = (name: string): string =>
    new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? `no ${name}`;
  const part = /^Content-Type: text\/plain[\s\S]*?\n\n([\s\S]*?)\n--/im.exec(data)?.[1];
  return {
    from: header('From'),
    to: header('To'),
    subject: header('Subject'),
    text: decode(part ?? 'no text'),
  };
}

function decode(quotedPrintable: string): string {
  const bytes = quotedPrintable
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').trimEnd();
}
