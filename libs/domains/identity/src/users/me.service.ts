import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, Dictionaries } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import type { ActingFor, Me } from './me.view';
import { SessionService } from '../sessions/session.service';
import type { PreferencesInput } from './user.inputs';
import { userName } from './user.rules';

const statement = `select u.id, u.name, u.email, u.language, u.theme, u.density,
  (select coalesce(json_agg(json_build_object('id', r.id, 'name', case u.language when 'en' then r.name_en else r.name end) order by r.created_at, r.id), '[]')
    from user_role x join role r on r.id = x.role_id and r.archived_at is null where x.user_id = u.id and (x.until is null or x.until > now())) as roles,
  (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name) order by t.name, t.id), '[]')
    from team_member x join team t on t.id = x.team_id and t.archived_at is null where x.user_id = u.id) as teams
  from app_user u where u.id = $1`;

/** One's own account: open to whoever is signed in, and to nobody else. */
@Injectable()
export class MeService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionService,
    private readonly dictionaries: Dictionaries,
    private readonly clock: Clock,
  ) {}

  async read(viewer: Viewer | null): Promise<Me | null> {
    if (!viewer?.userId) return null;
    const [me] = await this.database.query<Omit<Me, 'permissions'> & Record<string, unknown>>(statement, [viewer.userId]);
    return me ? { ...me, permissions: [...new Set(viewer.grants.map((grant) => grant.action))].sort(), actingFor: await this.actingFor(viewer) } as Me : null;
  }

  private async actingFor(viewer: Viewer): Promise<ActingFor | null> {
    if (viewer.onBehalfOf === null) return null;
    const [row] = await this.database.query<ActingFor & Record<string, unknown>>(
      'select u.id, u.name, (select a.until from acting_viewer(u.id, $2, $3) a) as until from app_user u where u.id = $1', [viewer.onBehalfOf, viewer.userId, this.clock.now()],
    );
    return row ?? null;
  }

  /** Changes name, language, theme or density of one's own account; what is not given stays. */
  async prefer(viewer: Viewer, { language, theme, density, name }: PreferencesInput): Promise<void> {
    const given = name === undefined ? null : userName(name);
    if (given === '') throw new DomainError('INVALID_INPUT', { field: 'name', reason: 'EMPTY' });
    await currentWork().query(
      `update app_user set language = coalesce($2, language), theme = coalesce($3, theme), density = coalesce($4, density),
        name = coalesce($5, name), version = version + 1, updated_at = now() where id = $1`,
      [viewer.userId, language ?? null, theme ?? null, density ?? null, given],
    );
    Object.assign(currentWork().note, { objectType: 'User', objectId: viewer.userId });
    this.sessions.forget();
    if (given !== null) currentWork().after(() => this.dictionaries.refresh('user'));
  }
}
