import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { carry, CanField, Derived, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { ConsentChannel, LegalBasis } from '@dossier/vocabulary/privacy-enums';

registerEnumType(LegalBasis, { name: 'LegalBasis' });
registerEnumType(ConsentChannel, { name: 'ConsentChannel' });

/** One published version of what people are told for a purpose. It is never changed: a new text is a new version. */
@Access('customer.read')
@ObjectType()
@Entity('notice')
export class Notice {
  @Field(() => ID)
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'purpose_id' })
  purposeId!: string;

  @Field(() => Int, { nullable: true, description: 'Version of the text, from 1' })
  @Column('int')
  number!: number;

  @Field(() => String, { nullable: true })
  @Column('text')
  text!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'text_en' })
  textEn!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was published' })
  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

/** What personal data is used for, and on which legal basis. The basis never changes: another basis is another purpose. */
@Access('customer.read')
@ObjectType()
@Entity('purpose')
export class Purpose extends Row {
  @Field(() => String, { nullable: true })
  @Column('text')
  code!: string;

  @Field(() => String, { nullable: true })
  @Column('text')
  name!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { name: 'name_en' })
  nameEn!: string;

  @Field(() => LegalBasis, { nullable: true })
  @Column('text', { name: 'legal_basis' })
  legalBasis!: LegalBasis;

  @Field(() => Boolean, { nullable: true, description: 'Only after the person has agreed' })
  @Derived((alias) => `(${alias}.legal_basis = 'CONSENT')`)
  needsConsent!: boolean;

  @Field(() => [ConsentChannel], { nullable: true, description: 'Ways it uses; none where it needs no way' })
  @Column('text', { array: true })
  channels!: ConsentChannel[];

  @Field(() => Boolean, { nullable: true, description: 'A restriction closes it' })
  @Column('bool')
  marketing!: boolean;

  @Field(() => [Notice], { nullable: true, description: 'Newest version first' })
  notices?: Notice[] | null;

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];
}

carry(Purpose, 'notices', { of: Notice, by: 'purposeId', order: 'number', newest: 50 });

/** Purposes are the company's; managing them takes a word of its own. */
export const purposePolicy = policy(Purpose, {
  read: 'customer.read',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'privacy.manage', when: (row) => row.archivedAt === null, needs: ['archivedAt'] },
    ARCHIVE: { word: 'privacy.manage', when: (row) => row.archivedAt === null, needs: ['archivedAt'] },
  },
});

export const noticePolicy = policy(Notice, { read: 'customer.read', scope: everyone() });
