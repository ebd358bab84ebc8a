import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { jobNameOf, JobState } from '@dossier/kernel/events';
import { DateTime } from '@dossier/kernel/graphql';

/** A job that the product starts by itself. */
@ObjectType()
@Access('operation.read')
export class JobSchedule {
  @Field(() => ID) name!: string;
  @Field(() => Int, { description: 'Seconds between two runs.' }) everySeconds!: number;
  @Field(() => DateTime, { nullable: true }) lastRunAt!: Date | null;
  @Field(() => JobState, { nullable: true }) lastState!: JobState | null;
  @Field(() => DateTime, { nullable: true, description: 'When it runs next, or should have run.' }) nextRunAt!: Date | null;
}

interface LastRun {
  name: string;
  at: Date;
  state: JobState;
}

interface Known {
  name: string;
  everySeconds: number;
}

/** The mark that the scheduler leaves on a method called at an interval. */
const INTERVAL = 'SCHEDULE_INTERVAL_OPTIONS';

/** What the product does by itself: every job with a tick of its own, with its last and next run as the table of jobs tells. */
@Injectable()
export class Schedules {
  constructor(
    private readonly database: Database,
    private readonly discovery: DiscoveryService,
  ) {}

  async all(): Promise<JobSchedule[]> {
    const known = this.known();
    const rows = await this.database.query<LastRun & Record<string, unknown>>(
      `select n.name, j.created_at as at, j.state from unnest($1::text[]) n(name), lateral (select created_at, state from job where job.name = n.name order by created_at desc limit 1) j`,
      [known.map(({ name }) => name)],
    );
    const last = new Map(rows.map((row) => [row.name, row]));
    return known.map(({ name, everySeconds }) => {
      const run = last.get(name);
      return { name, everySeconds, lastRunAt: run?.at ?? null, lastState: run?.state ?? null, nextRunAt: run ? new Date(run.at.getTime() + everySeconds * 1_000) : null };
    });
  }

  private known(): Known[] {
    const scanner = new MetadataScanner();
    return this.discovery.getProviders().flatMap(({ instance, metatype }) => {
      const name = metatype ? jobNameOf(metatype) : null;
      if (!name || !instance) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      const ticks = scanner.getAllMethodNames(prototype).map((method) => Reflect.getMetadata(INTERVAL, prototype[method]!) as { timeout: number } | undefined);
      const tick = ticks.find((one) => one !== undefined && one.timeout >= 60_000);
      return tick ? [{ name, everySeconds: Math.round(tick.timeout / 1_000) }] : [];
    }).sort((one, other) => one.name.localeCompare(other.name));
  }
}
