import { ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, policy, through } from '@dossier/kernel/access';
import { Row } from '@dossier/kernel/data';
import { FactSource, type FactVerdict, type RecordSection } from '@dossier/vocabulary/fact-enums';
import { ofCustomers } from '../profile/customer.policy';
import { hangsOnCustomer } from '../merging/parts';

/** What was said of a customer at one time, by one source: values by column. Read through the facts of a customer alone, which cut each by the rights of its field. */
@Access('customer.read')
@ObjectType()
@Entity('observation')
export class Observation extends Row {
  @Column('uuid', { name: 'customer_id' }) customerId!: string;
  @Column('uuid', { name: 'side_id', nullable: true }) sideId!: string | null;
  @Column('text') source!: FactSource;
  @Column('uuid', { name: 'channel_id', nullable: true }) channelId!: string | null;
  /** What within the source: a form, a connection, a file. */
  @Column('text', { nullable: true }) origin!: string | null;
  @Column('uuid', { name: 'batch_id', nullable: true }) batchId!: string | null;
  @Column('timestamptz', { name: 'observed_at' }) observedAt!: Date;
  @Column('numeric') confidence!: number;
  @Column('jsonb') fields!: Record<string, unknown>;
  @Column('text', { nullable: true }) verdict!: FactVerdict | null;
  @Column('text', { nullable: true }) section!: RecordSection | null;
  @Column('bool', { default: false }) initial!: boolean;
  @Column('uuid', { name: 'actor_id', nullable: true }) actorId!: string | null;
  @Column('text', { name: 'actor_name', nullable: true }) actorName!: string | null;
}

export const observationPolicy = policy(Observation, { read: 'customer.read', scope: through(() => ofCustomers, 'customerId') });

hangsOnCustomer({ table: 'observation' });
