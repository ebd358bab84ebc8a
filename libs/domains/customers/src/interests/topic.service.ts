import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, Dictionaries, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListSpec } from '@dossier/kernel/list';
import { wholeList } from '@dossier/teams';
import type { EventName } from '@dossier/vocabulary/event-enums';
import { Topic, type EventWeight, type TopicInput } from './topic.entity';

export const topicList: ListSpec<never, 'CODE'> = { filter: {}, sort: { CODE: { path: 'code', type: 'text' } }, defaultSort: 'CODE' };

/** The tree of topics and the weights of events. A change has every profile that it touches computed anew. */
@Injectable()
export class TopicService {
  constructor(
    @InjectRecords(Topic) private readonly topics: Records<Topic>,
    private readonly database: Database,
    private readonly dictionaries: Dictionaries,
  ) {}

  /** All topics in use, by code. */
  all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.topics, viewer, asked, { spec: topicList });
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.topics.read(viewer, id, asked);
  }

  /** Adds a topic below another one, or at the top. */
  async create(viewer: Viewer, input: TopicInput): Promise<Topic> {
    const id = newId();
    await this.refuseTaken(input.code, id);
    const above = await this.pathOf(input.parentId ?? null);
    await this.requireCategory(input.categoryId ?? null);
    const topic = await this.topics.add(viewer, { id, ...fieldsOf(input), path: [...above, id] });
    await this.dueBy([input.categoryId ?? null]);
    this.tell();
    return topic;
  }

  /** Changes a topic: its words, its place, its half-life, its category. */
  async update(viewer: Viewer, id: string, version: number, input: TopicInput): Promise<Topic> {
    const topic = await this.topics.get(viewer, id, 'UPDATE');
    await this.refuseTaken(input.code, id);
    const above = await this.pathOf(input.parentId ?? null);
    if (above.includes(id)) throw new DomainError('TOPIC_IN_ITSELF');
    await this.requireCategory(input.categoryId ?? null);
    const saved = await this.topics.save(viewer, topic, { ...fieldsOf(input), path: [...above, id] }, 'UPDATE', { base: version });
    // Those below it move along.
    await currentWork().query('update topic set path = $2::uuid[] || path[array_position(path, $1::uuid):], version = version + 1 where $1::uuid = any(path) and id <> $1::uuid', [id, above]);
    await this.dueOf(id);
    await this.dueBy([topic.categoryId, saved.categoryId]);
    this.tell();
    return saved;
  }

  /** Takes a topic out of use: its interests go. One that has topics below it stays until they are gone. */
  async archive(viewer: Viewer, id: string): Promise<Topic> {
    const topic = await this.topics.get(viewer, id, 'ARCHIVE');
    const below = await currentWork().query('select 1 from topic where parent_id = $1 and archived_at is null limit 1', [id]);
    if (below.length > 0) throw new DomainError('TOPIC_HAS_TOPICS');
    await this.dueOf(id);
    return this.topics.archive(viewer, topic);
  }

  async weights(): Promise<EventWeight[]> {
    return this.database.query<EventWeight & Record<string, unknown>>('select name, weight::float8 as weight from event_weight order by weight desc, name');
  }

  /** Says how much one kind of event counts; zero: not at all. Everybody’s interests are computed anew. */
  async weigh(name: EventName, weight: number): Promise<EventWeight[]> {
    await currentWork().query('update event_weight set weight = $2, version = version + 1, updated_at = now() where name = $1', [name, weight]);
    await currentWork().query('insert into interest_due (customer_id) select customer_id from interest_state');
    return this.weights();
  }

  private async pathOf(parentId: string | null): Promise<string[]> {
    if (parentId === null) return [];
    const [parent] = await currentWork().query<{ path: string[] }>('select path from topic where id = $1 and archived_at is null', [parentId]);
    if (!parent) throw new DomainError('NOT_FOUND');
    return parent.path;
  }

  private async requireCategory(id: string | null): Promise<void> {
    if (id === null) return;
    const found = await currentWork().query('select 1 from product_category where id = $1 and archived_at is null', [id]);
    if (found.length === 0) throw new DomainError('NOT_FOUND');
  }

  private async refuseTaken(code: string, id: string): Promise<void> {
    const taken = await currentWork().query('select 1 from topic where code = $1 and archived_at is null and id <> $2', [code, id]);
    if (taken.length > 0) throw new DomainError('NAME_TAKEN', { field: 'code', name: code });
  }

  /** Everybody with an interest in a topic: to be computed anew. */
  private async dueOf(id: string): Promise<void> {
    await currentWork().query('insert into interest_due (customer_id) select customer_id from customer_interest where topic_id = $1', [id]);
  }

  /** Everybody who had to do with products of these categories. */
  private async dueBy(categoryIds: readonly (string | null)[]): Promise<void> {
    const ids = categoryIds.filter((id) => id !== null);
    if (ids.length === 0) return;
    await currentWork().query(
      `insert into interest_due (customer_id) select distinct e.customer_id from behaviour_event e join product p on p.code = e.product_code and p.archived_at is null
        where p.category_id = any($1::uuid[]) and e.customer_id is not null`, [ids]);
  }

  private tell(): void {
    currentWork().after(() => this.dictionaries.refresh('topic'));
  }
}

const fieldsOf = ({ code, name, parentId, categoryId, halfLifeDays }: TopicInput) => ({ code, name: name.trim(), parentId: parentId ?? null, categoryId: categoryId ?? null, halfLifeDays: halfLifeDays ?? 30 });
