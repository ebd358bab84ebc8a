import { Injectable } from '@nestjs/common';
import type { DataScope } from '@dossier/vocabulary/permissions';
import { DATA_SCOPES } from '@dossier/vocabulary/permissions';
import { allPolicies, Params, planOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { Database, isId, shapeOf } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';

/** Counting stops here: nobody needs to know a reach more exactly to judge an edit. */
export const REACH_LIMIT = 100_000;

/** Says of rows of any type whom they are within reach of. Nothing out of the asker's own reach is counted or explained. */
@Injectable()
export class Reach {
  constructor(private readonly database: Database) {}

  typeOf(name: string): Policy {
    const found = allPolicies().find((policy) => policy.name === name);
    if (!found) throw new DomainError('UNKNOWN_NAME', { type: 'Type', name });
    return found;
  }

  /** How many rows of a type the subject reaches, of those that the asker reaches too. */
  async count(asker: Viewer, subject: Viewer, policy: Policy): Promise<number> {
    const theirs = Params.empty();
    const reached = planOf(subject, policy).reach('t', theirs);
    const own = Params.empty();
    const seen = shifted(planOf(asker, policy).reach('t', own), theirs.values(subject).length);
    const alive = shapeOf(policy.entity).columns.has('archivedAt') ? 't.archived_at is null' : 'true';
    const text = `select count(*) from (select 1 from ${policy.table} t where ${alive} and ${reached} and ${seen} limit ${REACH_LIMIT}) bounded`;
    const [row] = await this.database.rows(text, [...theirs.values(subject), ...own.values(asker)]);
    return Number(row?.[0] ?? 0);
  }

  /** The scopes by which the subject reaches a row; refuses when the asker does not reach it. */
  async scopesOver(asker: Viewer, subject: Viewer, policy: Policy, id: string): Promise<ReadonlySet<DataScope>> {
    if (!isId(id)) throw new DomainError('NOT_FOUND');
    const own = Params.empty();
    const at = own.add(id, 'uuid');
    const [seen] = await this.database.rows(`select 1 from ${policy.table} t where t.id = ${at} and ${planOf(asker, policy).reach('t', own)}`, own.values(asker));
    if (!seen) throw new DomainError('NOT_FOUND');
    const theirs = Params.empty();
    const place = theirs.add(id, 'uuid');
    const tests = DATA_SCOPES.map((scope) => policy.scope.where([scope], subject, 't', theirs));
    const [row] = await this.database.rows(`select ${tests.map((test) => `coalesce((${test}), false)`).join(', ')} from ${policy.table} t where t.id = ${place}`, theirs.values(subject));
    return new Set(DATA_SCOPES.filter((_, index) => row?.[index] === true));
  }
}

/** The same condition with its values standing behind others. */
const shifted = (text: string, by: number): string => text.replace(/\$(\d+)/g, (_, place: string) => `$${Number(place) + by}`);
