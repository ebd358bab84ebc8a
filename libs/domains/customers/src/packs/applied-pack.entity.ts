import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { NamedRef, NameOf, Row } from '@dossier/kernel/data';
import type { ListSpec } from '@dossier/kernel/list';
import { PackCode } from '@dossier/vocabulary/pack-enums';

/** That a pack is applied: who listens for it hears when one comes or goes. */
@Access('customer.read')
@ObjectType()
@Entity('industry_pack')
export class AppliedPack extends Row {
  @Field(() => PackCode, { nullable: true }) @Column('text') code!: PackCode;
  @Field(() => Int, { nullable: true }) @Column('int') edition!: number;
  @Column('uuid', { name: 'applied_by', nullable: true }) appliedById!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('appliedById', 'user') appliedBy?: NamedRef | null;
}

export const appliedPackPolicy = policy(AppliedPack, { read: 'customer.read', scope: everyone() });

/** In the order in which they were applied. */
export const appliedPackList: ListSpec<never, 'APPLIED'> = { filter: {}, sort: { APPLIED: { path: 'createdAt', type: 'timestamptz' } }, defaultSort: 'APPLIED' };
