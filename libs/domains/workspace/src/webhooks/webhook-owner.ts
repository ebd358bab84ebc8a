import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { ViewerSource } from '@dossier/kernel/events';
import { withinMaker } from '@dossier/identity';

interface Account {
  id: string;
  name: string;
  kind: string | null;
}

/** In whose name events leave and come in: a person, or an API client, with the rights of now. */
@Injectable()
export class WebhookOwner {
  constructor(
    private readonly database: Database,
    private readonly modules: ModuleRef,
  ) {}

  /** The owner as a viewer; null when they may no longer sign in, or, being a person, no longer manage webhooks. */
  async viewer(ownerId: string, requestId: string): Promise<Viewer | null> {
    const account = await this.account(ownerId);
    if (!account) return null;
    const kind = account.kind === 'CLIENT' ? 'client' : 'user';
    const viewer = await this.modules.get(ViewerSource, { strict: false }).anew({ kind, userId: account.id, name: account.name }, requestId);
    // A program never holds the word: whoever manages its keys speaks for it.
    return viewer && (viewer.kind === 'client' || viewer.may('webhook.manage')) ? viewer : null;
  }

  /**
   * Whose a new webhook or source is: one's own, or that of an API client for whoever manages keys. That of another
   * person would carry off what only they reach.
   */
  async chosen(viewer: Viewer, ownerId: string | null | undefined): Promise<string> {
    if (!ownerId || ownerId === viewer.userId) return viewer.userId!;
    const client = await this.client(viewer, ownerId);
    if (!client) throw new DomainError('NOT_FOUND');
    // As with a key of that client: it must not tell its maker more than they may know.
    withinMaker(viewer, client.grants, { teamIds: client.teamIds, treeIds: client.treeIds, actsForId: client.onBehalfOf });
    return ownerId;
  }

  /** Refuses to turn somebody else's webhook or source to another address, or to show its secret. */
  async requireDirecting(viewer: Viewer, ownerId: string): Promise<void> {
    if (ownerId === viewer.userId) return;
    const client = await this.client(viewer, ownerId);
    if (!client) throw new DomainError('NOT_YOURS_TO_DIRECT');
    withinMaker(viewer, client.grants, { teamIds: client.teamIds, treeIds: client.treeIds, actsForId: client.onBehalfOf });
  }

  /** At most so many of a kind, so that nobody fills the house with them. */
  async requireRoom(table: 'webhook' | 'incoming_source', most: number): Promise<void> {
    const [found] = await currentWork().query<{ count: number }>(`select count(*)::int as count from ${table} where archived_at is null`);
    if ((found?.count ?? 0) >= most) throw new DomainError('WEBHOOKS_TOO_MANY', { most });
  }

  /** An API client in use, for whoever manages keys. */
  private async client(viewer: Viewer, id: string): Promise<Viewer | null> {
    const account = viewer.may('key.manage') ? await this.account(id) : null;
    return account?.kind === 'CLIENT' ? this.viewer(id, viewer.requestId) : null;
  }

  private async account(id: string): Promise<Account | null> {
    const rows = await this.database.query<Account & Record<string, unknown>>(`select u.id, u.name, to_jsonb(u)->>'kind' as kind from app_user u where u.id = $1 and u.status = 'ACTIVE' and u.archived_at is null`, [id]);
    return rows[0] ?? null;
  }
}
