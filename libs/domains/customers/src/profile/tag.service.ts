import { Injectable } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, Dictionaries, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { wholeList } from '@dossier/teams';
import { isReal } from '../misuse/real';
import { Customer } from './customer.entity';
import { tidy } from './customer.rules';
import { Tag } from './tag.entity';
import { tagList } from './tag.list';

/** As the table holds it. */
const MOST_LETTERS = 40;

@Injectable()
export class TagService {
  constructor(
    @InjectRecords(Tag) private readonly tags: Records<Tag>,
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly database: Database,
    private readonly dictionaries: Dictionaries,
  ) {}

  /** All tags in use, each with the number of customers within reach that bear it, where that was asked for. */
  async all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    const rows = await wholeList(this.tags, viewer, asked, { spec: tagList });
    return asked.has('customerCount') ? this.counted(viewer, rows) : rows;
  }

  async read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    const row = await this.tags.read(viewer, id, asked);
    return asked.has('customerCount') ? (await this.counted(viewer, [row]))[0]! : row;
  }

  /** Adds a tag. */
  async create(viewer: Viewer, given: string): Promise<Tag> {
    const name = await this.freeName(given, null);
    this.tell();
    return this.tags.add(viewer, { name });
  }

  /** Renames a tag on all its customers at once. */
  async update(viewer: Viewer, id: string, version: number, given: string): Promise<Tag> {
    const tag = await this.tags.get(viewer, id, 'UPDATE');
    const name = await this.freeName(given, id);
    this.tell();
    return this.tags.save(viewer, tag, { name }, 'UPDATE', { base: version });
  }

  /** Takes a tag out of the choices; customers that bear it keep it. */
  async archive(viewer: Viewer, id: string): Promise<Tag> {
    const tag = await this.tags.get(viewer, id, 'ARCHIVE');
    return this.tags.archive(viewer, tag);
  }

  /** Refuses ids that name no tag in use. */
  async require(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const [found] = await currentWork().query<{ count: number }>('select count(*)::int as count from tag where id = any($1::uuid[]) and archived_at is null', [ids]);
    if (found?.count !== new Set(ids).size) throw new DomainError('NOT_FOUND');
  }

  private async counted(viewer: Viewer, rows: Raw[]): Promise<Raw[]> {
    const params = Params.empty();
    const ids = params.add(rows.map((row) => row['id']), 'uuid[]');
    const text = `select tag, count(*)::int as count from customer t, unnest(t.tag_ids) tag
      where t.tag_ids && ${ids} and t.archived_at is null and ${isReal('t.id')} and ${this.customers.reach(viewer)('t', params)} group by tag`;
    const counts = new Map((await this.database.query<{ tag: string; count: number }>(text, params.values(viewer))).map(({ tag, count }) => [tag, count]));
    return rows.map((row) => ({ ...row, customerCount: counts.get(String(row['id'])) ?? 0 }));
  }

  private async freeName(given: string, id: string | null): Promise<string> {
    const name = tidy(given);
    if (name === null) throw new DomainError('INVALID_INPUT', { field: 'name', reason: 'EMPTY' });
    if (name.length > MOST_LETTERS) throw new DomainError('INVALID_INPUT', { field: 'name', reason: 'TOO_LONG' });
    const taken = await currentWork().query('select 1 from tag where lower(name) = lower($1) and archived_at is null and id is distinct from $2::uuid', [name, id]);
    if (taken.length > 0) throw new DomainError('NAME_TAKEN', { field: 'name', name });
    return name;
  }

  private tell(): void {
    currentWork().after(() => this.dictionaries.refresh('tag'));
  }
}
