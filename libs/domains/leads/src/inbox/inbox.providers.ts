import { InboxWatch } from './inbox.watch';
import { mailInboxPolicy } from './mail-inbox.entity';
import { MailInboxResolver } from './mail-inbox.resolver';
import { MailInboxService } from './mail-inbox.service';
import { MailDesk } from './mail.desk';
import { MailSeal } from './mail.seal';
import { MailServer } from './mail.server';

export const inboxPolicies = [mailInboxPolicy];
export const inboxProviders = [MailSeal, MailServer, MailDesk, InboxWatch, MailInboxService, MailInboxResolver];
