import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, type Raw, type Records, type Selection } from '@dossier/kernel/data';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { Notification } from './notification.entity';
import { notificationList } from './notification.policy';

export interface Message {
  /** Names the sentence; the screen words it in the reader's language. */
  kind: string;
  /** Ids, counts, names of fields: never a customer's values. */
  facts?: Readonly<Record<string, unknown>>;
  /** Where a click leads, within the product. */
  link?: string;
}

@Injectable()
export class NotificationService {
  constructor(
    @InjectRecords(Notification) private readonly notifications: Records<Notification>,
    private readonly database: Database,
  ) {}

  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.notifications.page(viewer, args, notificationList, asked);
  }

  async unread(viewer: Viewer): Promise<number> {
    const [row] = await this.database.query<{ count: number }>('select count(*)::int as count from notification where user_id = $1 and read_at is null and archived_at is null', [viewer.userId]);
    return row?.count ?? 0;
  }

  /** Tells people something, inside the open unit of work: the message exists exactly when its cause does. */
  async notify(userIds: readonly string[], message: Message): Promise<void> {
    const ids = [...new Set(userIds)];
    await currentWork().query(
      `insert into notification (id, user_id, kind, facts, link) select x.id, x.user_id, $3, $4, $5 from unnest($1::uuid[], $2::uuid[]) as x (id, user_id)`,
      [ids.map(() => newId()), ids, message.kind, JSON.stringify(message.facts ?? {}), message.link ?? null],
    );
  }

  /** Marks one's own as read; ids of others are passed over in silence. Gives how many changed. */
  async markRead(viewer: Viewer, ids: readonly string[]): Promise<number> {
    const rows = await currentWork().query(
      'update notification set read_at = now(), version = version + 1, updated_at = now() where id = any($1::uuid[]) and user_id = $2 and read_at is null returning id',
      [ids, viewer.userId],
    );
    return rows.length;
  }
}
