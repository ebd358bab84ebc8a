import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access, policy, through } from '@dossier/kernel/access';
import { Derived, Encrypted, NamedRef, NameOf } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { TimelineKind } from '@dossier/vocabulary/archive-enums';
import { ConsentAct, ConsentChannel, ConsentChoice, ConsentSource } from '@dossier/vocabulary/privacy-enums';
import { hangsOnCustomer } from '../merging/parts';
import { ofCustomers } from '../profile/customer.policy';
import { timelineSource, type Told } from '../timeline/timeline.sources';

registerEnumType(ConsentAct, { name: 'ConsentAct' });
registerEnumType(ConsentChoice, { name: 'ConsentChoice' });
registerEnumType(ConsentSource, { name: 'ConsentSource' });

// The ledger outlives the person as the proof that we acted on what was said; the evidence itself names them and goes.
hangsOnCustomer({ table: 'consent_entry', sealed: ['proof_cipher'], type: 'ConsentEntry', read: 'consent.read', onErase: { clear: ['proof_cipher'] } });
hangsOnCustomer({ table: 'processing_limit', onErase: 'keep', counted: false });

/** One line of the ledger. Nothing of it ever changes: what holds now is a new line. */
@Access('consent.read')
@ObjectType()
@Entity('consent_entry')
export class ConsentEntry {
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  @Column('uuid', { name: 'purpose_id' })
  purposeId!: string;

  @Field(() => NamedRef, { nullable: true, description: 'Code and id of the purpose' })
  @NameOf('purposeId', 'purpose')
  purpose?: NamedRef | null;

  @Field(() => ConsentChannel, { nullable: true })
  @Column('text')
  channel!: ConsentChannel;

  @Field(() => ConsentAct, { nullable: true })
  @Column('text')
  act!: ConsentAct;

  @Field(() => DateTime, { nullable: true, description: 'When it was said' })
  @Column('timestamptz')
  at!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was recorded' })
  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Field(() => ConsentSource, { nullable: true })
  @Column('text')
  source!: ConsentSource;

  @Column('uuid', { name: 'notice_id', nullable: true })
  noticeId!: string | null;

  @Field(() => Int, { nullable: true, description: 'Version of the notice that was shown' })
  @Derived((alias) => `(select n.number from notice n where n.id = ${alias}.notice_id)`)
  notice!: number | null;

  @Field(() => String, { nullable: true, description: 'Masked: dots where there is evidence' })
  @Encrypted({ key: 'customerId', mask: () => '••••' })
  @Column('bytea', { name: 'proof_cipher', nullable: true })
  proof!: Buffer | null;

  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Field(() => String, { nullable: true, description: 'Who recorded it' })
  @Column('text', { name: 'actor_name' })
  actorName!: string;

  @Field(() => ID, { nullable: true, description: 'The line that this one takes back' })
  @Column('uuid', { nullable: true })
  undoes!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Taken back by a later line' })
  @Derived((alias) => `exists (select 1 from consent_entry u where u.undoes = ${alias}.id)`)
  undone!: boolean;
}

export const consentEntryPolicy = policy(ConsentEntry, { read: 'consent.read', scope: through(() => ofCustomers, 'customerId') });

timelineSource({
  kind: TimelineKind.CONSENT, entity: ConsentEntry, at: 'at', fields: ['act', 'channel', 'purpose.name'],
  tell: (row) => ({ what: row['act'], title: (row['purpose'] as { name?: string } | null)?.name ?? null, text: row['channel'] }) as Told,
});

/** What stands now for one purpose and way. */
@Access('consent.read')
@ObjectType()
export class ConsentState {
  @Field(() => String, { nullable: true, description: 'Code of the purpose' })
  purpose!: string;

  @Field(() => ConsentChannel, { nullable: true })
  channel!: ConsentChannel;

  @Field(() => ConsentChoice, { nullable: true, description: 'What was last said; null where nothing was' })
  state!: ConsentChoice | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the person may be used for it now' })
  allowed!: boolean;

  @Field(() => DateTime, { nullable: true })
  at!: Date | null;
}

/** All that stands for one customer. */
@Access('consent.read')
@ObjectType()
export class ConsentSheet {
  @Field(() => [ConsentState], { nullable: true })
  states!: ConsentState[];

  @Field(() => DateTime, { nullable: true, description: 'Since when marketing is closed by a restriction' })
  restrictedSince!: Date | null;
}

/** Evidence in clear: the answer of one audited act. */
@Access('customer.reveal')
@ObjectType()
export class ConsentProof {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  proof!: string | null;
}

@Access('consent.record')
@ObjectType()
export class PreferenceLink {
  @Field(() => String, { nullable: true })
  url!: string;

  @Field(() => DateTime, { nullable: true })
  expiresAt!: Date;
}
