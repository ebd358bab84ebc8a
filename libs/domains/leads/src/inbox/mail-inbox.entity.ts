import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';
import { MailInboxFault, MailInboxState, MailSecurity } from '@dossier/vocabulary/lead-enums';

registerEnumType(MailSecurity, { name: 'MailSecurity' });
registerEnumType(MailInboxState, { name: 'MailInboxState' });
registerEnumType(MailInboxFault, { name: 'MailInboxFault' });

const watched = (column: string) => (alias: string): string => `(select w.${column} from mail_watch w where w.inbox_id = ${alias}.id)`;

/** A mailbox of ours from which letters become leads. Its password is sealed, and shown to nobody. */
@Entity('mail_inbox')
@ObjectType()
@Access('inbox.manage')
export class MailInbox extends Row {
  @Field(() => String, { nullable: true }) @Column('text') name!: string;
  @Field(() => String, { nullable: true }) @Column('text') host!: string;
  @Field(() => Int, { nullable: true }) @Column('int') port!: number;
  @Field(() => MailSecurity, { nullable: true }) @Column('text') security!: MailSecurity;
  @Field(() => String, { nullable: true }) @Column('text') username!: string;
  @Column('bytea') password!: Buffer;
  @Field(() => String, { nullable: true }) @Column('text', { default: 'INBOX' }) folder!: string;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'source_id', nullable: true }) sourceId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('sourceId', 'channel') source?: NamedRef | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'owner_id', nullable: true }) ownerId!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'To whom a record belongs that nobody knows yet.' }) @NameOf('ownerId', 'user') owner?: NamedRef | null;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('teamId', 'team') team?: NamedRef | null;
  @Field(() => MailInboxState, { nullable: true }) @Column('text', { default: 'ACTIVE' }) state!: MailInboxState;
  @Field(() => DateTime, { nullable: true, description: 'When it was last read without fault.' }) @Derived(watched('checked_at')) checkedAt?: Date | null;
  @Field(() => MailInboxFault, { nullable: true, description: 'Why it could not be read the last time.' }) @Derived(watched('fault')) fault?: MailInboxFault | null;
  @Field(() => DateTime, { nullable: true }) @Derived(watched('fault_at')) faultAt?: Date | null;
  @Field(() => Int, { nullable: true, description: 'Letters taken in.' }) @Derived(watched('taken')) takenCount?: number | null;
  @Field(() => Int, { nullable: true, description: 'Letters set aside: automatic answers, returned mail, lists, our own, and what names no sender.' }) @Derived(watched('set_aside')) setAsideCount?: number | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

export const MailInboxConnection = connection(MailInbox, 'inbox.manage');

const live = (row: MailInbox): boolean => row.archivedAt === null;
const needs = ['archivedAt', 'state'] as const;

export const mailInboxPolicy = policy(MailInbox, {
  read: 'inbox.manage',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'inbox.manage', when: live, needs },
    CHECK: { word: 'inbox.manage', when: live, needs },
    PAUSE: { word: 'inbox.manage', when: (row) => live(row) && row.state === MailInboxState.ACTIVE, needs },
    RESUME: { word: 'inbox.manage', when: (row) => live(row) && row.state === MailInboxState.PAUSED, needs },
    ARCHIVE: { word: 'inbox.manage', when: live, needs },
    RESTORE: { word: 'inbox.manage', when: (row) => !live(row), needs },
  },
});
