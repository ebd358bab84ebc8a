import { Column, Entity } from 'typeorm';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Access, policy, through } from '@dossier/kernel/access';
import { Derived, Row } from '@dossier/kernel/data';
import { TimelineKind } from '@dossier/vocabulary/archive-enums';
import { IntakeOrigin } from '@dossier/vocabulary/intake-enums';
import { ofCustomers } from '../profile/customer.policy';
import { timelineSource, type Told } from '../timeline/timeline.sources';

/** A submission as the readers of its record see it: that it came in and by which way, not what it said. */
@Access('customer.read')
@ObjectType()
@Entity('intake_submission')
export class ReceivedSubmission extends Row {
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'customer_id', nullable: true }) customerId!: string | null;
  @Field(() => IntakeOrigin, { nullable: true }) @Column('text') origin!: IntakeOrigin;
  @Field(() => String, { nullable: true }) @Derived((alias) => `(select f.name from form f where f.id = ${alias}.form_id)`) formName?: string | null;
}

export const receivedPolicy = policy(ReceivedSubmission, { read: 'customer.read', scope: through(() => ofCustomers, 'customerId') });

timelineSource({
  kind: TimelineKind.FORM, entity: ReceivedSubmission, at: 'createdAt', fields: ['origin', 'formName'],
  // A letter stands there itself, as a communication.
  where: (alias) => `${alias}.origin <> 'EMAIL'`,
  tell: ({ origin, formName }) => ({ what: origin, title: formName ?? null, online: true }) as Told,
});
