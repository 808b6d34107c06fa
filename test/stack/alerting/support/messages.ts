import type { Mail } from '../../support/smtp-receiver.js';
import type { MailText } from './mail-text.js';
import { readMail } from './mail-text.js';
import type { PagerDutyEvent, Receivers, SlackMessage } from './receivers.js';

/** What Slack was given with this title, oldest first. */
export const slackOf = ({ slack }: Receivers, title: string): SlackMessage['attachments'] =>
  slack.received
    .flatMap(({ body }) => body.attachments)
    .filter((attachment) => attachment.title === title && attachment.fallback === title);

/** What PagerDuty was given with this title. */
export const pagesOf = ({ pagerDuty }: Receivers, title: string): PagerDutyEvent[] =>
  pagerDuty.received.map(({ body }) => body).filter(({ payload }) => payload.summary === title);

/** The mails with this subject. */
export const mailsOf = ({ mail }: Receivers, title: string): (Mail & MailText)[] =>
  mail.received
    .map((received) => ({ ...received, ...readMail(received) }))
    .filter(({ subject }) => subject === title);
