import type { AnswerOf, RowOf } from '@dossier/client';
import type { MailInboxesDocument } from './inboxes.documents';

export type InboxRow = RowOf<AnswerOf<typeof MailInboxesDocument>>;
