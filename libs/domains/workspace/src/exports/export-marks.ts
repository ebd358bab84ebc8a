import { Injectable } from '@nestjs/common';
import { Field, Float, ID, ObjectType } from '@nestjs/graphql';
import { createHmac } from 'node:crypto';
import { Access, type Viewer } from '@dossier/kernel/access';
import { KeyRing } from '@dossier/kernel/crypto';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { markSigns } from '@dossier/kernel/exchange';
import { DateTime } from '@dossier/kernel/graphql';
import { ExportFormat, ExportMark } from '@dossier/vocabulary/enums';

/** Who a file that was found somewhere came from. */
@ObjectType()
@Access('export.approve')
export class TracedExport {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true, description: 'The mark or number by which it was found.' }) mark!: string;
  @Field(() => Boolean, { nullable: true, description: 'The mark proves it, or the whole number does; else it is the end of a number, which others may share.' }) isProven!: boolean;
  @Field(() => String, { nullable: true }) exportedBy!: string | null;
  @Field(() => String, { nullable: true, description: 'In whose place, where somebody acted for another.' }) onBehalfOf!: string | null;
  @Field(() => DateTime, { nullable: true }) exportedAt!: Date;
  @Field(() => String, { nullable: true }) list!: string;
  @Field(() => ExportFormat, { nullable: true }) format!: ExportFormat;
  @Field(() => Float, { nullable: true }) rowCount!: number | null;
  @Field(() => Boolean, { nullable: true }) clear!: boolean;
  @Field(() => String, { nullable: true }) reason!: string | null;
}

type Found = Omit<TracedExport, 'mark' | 'isProven'> & Record<string, unknown>;

const MOST = 50;
const SHORTEST = 6;
/** The last digits of the number, and as many that only this installation can write. */
const OF_ID = 8;

/** The marks that exports bear, and which export a mark is of. */
@Injectable()
export class ExportMarks {
  constructor(
    private readonly ring: KeyRing,
    private readonly database: Database,
  ) {}

  /** The signs for the cells of one export; none where its maker's exports bear no mark. */
  signsOf(exportId: string, wish: ExportMark, by: Pick<Viewer, 'kind'>): string {
    const isMarked = wish === ExportMark.ALL || (wish === ExportMark.PEOPLE && by.kind === 'user');
    return isMarked ? markSigns(this.markOf(exportId, this.ring.current)) : '';
  }

  /** Which exports these marks are of: read from cells, or typed from the last sheet, the foot of a page or the name of a file. */
  async trace(marks: readonly string[]): Promise<TracedExport[]> {
    const asked = [...new Set(marks.map((mark) => mark.trim().toLowerCase()).filter((mark) => mark !== ''))];
    if (asked.length > MOST) throw new DomainError('INVALID_INPUT', { field: 'marks', reason: `AT_MOST_${MOST}` });
    const wrong = asked.find((mark) => !/^[0-9a-f-]+$/.test(mark) || mark.replaceAll('-', '').length < SHORTEST);
    if (wrong !== undefined) throw new DomainError('INVALID_INPUT', { field: 'marks', reason: wrong.slice(0, 40) });
    const traced: TracedExport[] = [];
    for (const mark of asked) traced.push(...(await this.of(mark)));
    return traced;
  }

  private async of(mark: string): Promise<TracedExport[]> {
    const digits = mark.replaceAll('-', '');
    const rows = await this.database.query<Found>(
      `select f.id, u.name as "exportedBy", o.name as "onBehalfOf", f.created_at as "exportedAt", f.list, f.format, f.row_count::float8 as "rowCount", f.clear, f.reason
        from export_file f left join app_user u on u.id = f.owner_id left join app_user o on o.id = f.on_behalf_of
        where right(replace(f.id::text, '-', ''), $2) = $1 or ($3 = ${OF_ID + 4} and right(f.id::text, ${OF_ID}) = left($1, ${OF_ID})) order by f.created_at desc limit ${MOST}`,
      [digits, Math.min(32, digits.length), digits.length]);
    const byMark = rows.filter(({ id }) => this.ring.versions.some((version) => this.markOf(id, version) === digits));
    const found = byMark.length > 0 ? byMark : rows.filter(({ id }) => id.replaceAll('-', '').endsWith(digits));
    return found.map((row) => ({ ...row, mark, isProven: byMark.length > 0 || digits.length >= OF_ID + 4 }));
  }

  private markOf(exportId: string, version: number): string {
    return exportId.slice(-OF_ID) + createHmac('sha256', this.ring.derive('export-mark', version)).update(exportId).digest('hex').slice(0, 4);
  }
}
