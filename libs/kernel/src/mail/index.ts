export { Mailer, type MailToSend } from './mailer';
export { MailSettings } from './mail.settings';
export { Links } from './links';
export { SendMail } from './mail.job';
