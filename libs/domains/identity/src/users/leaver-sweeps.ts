import { Injectable } from '@nestjs/common';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Access, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, Records, selectionFrom } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { User } from './user.entity';

/** What ended in the act that shut an account. An account that is opened again gets none of it back by itself. */
@ObjectType()
@Access('user.manage')
export class LeaverSweep {
  @Field(() => DateTime, { nullable: true }) at!: Date;
  @Field(() => Int, { nullable: true, description: 'Sessions that were open.' }) sessions!: number;
  @Field(() => Int, { nullable: true, description: 'Keys of programs that acted for this person.' }) keys!: number;
  @Field(() => Int, { nullable: true, description: 'Delegations from or to them.' }) delegations!: number;
  @Field(() => Int, { nullable: true, description: 'Links for a new password or an invitation.' }) links!: number;
  @Field(() => Int, { nullable: true, description: 'Webhooks that delivered within their reach: paused.' }) webhooks!: number;
  @Field(() => Int, { nullable: true, description: 'Incoming sources that acted with their rights: paused.' }) sources!: number;
  @Field(() => Int, { nullable: true, description: 'Views that others saw under their name.' }) views!: number;
  @Field(() => Int, { nullable: true, description: 'Exports that ran, or waited to.' }) waitingExports!: number;
  @Field(() => Int, { nullable: true, description: 'Exported files that lay ready.' }) readyExports!: number;
}

/** Takes out of a leaver's hands what would go on working without them. */
@Injectable()
export class LeaverSweeps {
  constructor(
    @InjectRecords(User) private readonly users: Records<User>,
    private readonly database: Database,
  ) {}

  /** Ends it all in the open unit of work, and keeps the report. */
  async sweep(viewer: Viewer, userId: string): Promise<void> {
    const [row] = await currentWork().query<{ report: Record<string, number> }>('select sweep_leaver($1, $2) as report', [userId, viewer.userId]);
    currentWork().note.facts = row!.report;
  }

  /** The report of the last time. */
  async latest(viewer: Viewer, userId: string): Promise<LeaverSweep | null> {
    await this.users.read(viewer, userId, selectionFrom(['id']));
    const [row] = await this.database.query<{ report: Omit<LeaverSweep, 'at'>; at: Date }>('select report, created_at as at from leaver_sweep where user_id = $1 order by created_at desc limit 1', [userId]);
    return row ? { ...row.report, at: row.at } : null;
  }
}
