import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { NamedRef } from '@dossier/kernel/data';

/** What one person of a team owes today, in numbers; the lists behind them say which. */
@Access('task.read')
@ObjectType()
export class TeamDayPerson {
  @Field(() => NamedRef, { nullable: true, description: 'Null: nobody has them yet' }) person!: NamedRef | null;
  @Field(() => Int, { nullable: true, description: 'Open leads whose next step or first answer is overdue; null where the viewer may not know' }) overdueLeads!: number | null;
  @Field(() => Int, { nullable: true, description: 'Open leads that nobody has answered; null where the viewer may not know' }) unansweredLeads!: number | null;
  @Field(() => Int) overdueTasks!: number;
  @Field(() => Int, { description: 'Due today and not yet late' }) dueTasks!: number;
}
