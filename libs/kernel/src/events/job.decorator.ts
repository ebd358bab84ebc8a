import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';
import type { Permission } from '@dossier/vocabulary/permissions';
import type { Viewer } from '../access/viewer';

export const JOB = 'dossier:job';

export interface JobMark {
  name: string;
  word: Permission;
}

/** Marks the handler of a job and the word it acts under when the product itself starts it. */
export const Job = (name: string, word: Permission): ClassDecorator => applyDecorators(Injectable(), SetMetadata(JOB, { name, word } satisfies JobMark)) as ClassDecorator;

/** The name of the job that a class handles; null: it handles none. */
export const jobNameOf = (handler: object): string | null => (Reflect.getMetadata(JOB, handler) as JobMark | undefined)?.name ?? null;

/** One run of a job. It may be the second one: handlers go on where the checkpoint of the last unit of work stands. */
export interface JobRun {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Who started it, with the rights of now; a named actor where the product did. */
  viewer(): Promise<Viewer>;
  /** One unit of work under that viewer. Throws when the lease was lost: another worker has taken over. */
  work<R>(run: (viewer: Viewer) => Promise<R>): Promise<R>;
  progress(done: number, total: number | null): Promise<void>;
  cancelled(): Promise<boolean>;
}

export interface JobHandler {
  run(job: JobRun): Promise<void>;
}
