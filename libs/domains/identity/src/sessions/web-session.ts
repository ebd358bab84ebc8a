import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { openWork } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { STEP_MINUTES, type Entry } from './entrance';
import { giveCookie, giveStep, stepIn, takeCookie, takeStep } from './session.cookie';
import { SessionSettings } from './session.settings';
import { ViewerLoader } from './viewer.loader';

/** What of a request signing in and out touches: its viewer, its cookies, and the answer that carries new ones. */
export interface WebContext {
  req: { viewer: Viewer; headers?: Readonly<Record<string, string | string[] | undefined>>; res?: { append(name: string, value: string): unknown } };
}

/** Joins a session to the browser: cookie out, and the rest of this request runs as whom it has become. */
@Injectable()
export class WebSession {
  constructor(
    private readonly settings: SessionSettings,
    private readonly viewers: ViewerLoader,
  ) {}

  /** What a proof has opened: the session, entered at once, or the cookie of the step that is left. Null: not signed in yet. */
  async follow(context: WebContext, entry: Entry): Promise<Viewer | null> {
    const { res } = context.req;
    if (entry.kind === 'SESSION') return this.enter(context, entry.token);
    if (res) giveStep(res, this.settings, entry.token, STEP_MINUTES * 60);
    if (res && context.req.viewer.sessionId) takeCookie(res, this.settings);
    return null;
  }

  /** The step that this browser is in the middle of. */
  stepOf({ req }: WebContext): string | null {
    return stepIn(req.headers?.['cookie'] as string | undefined, this.settings);
  }

  async enter(context: WebContext, token: string): Promise<Viewer> {
    const { req } = context;
    const viewer = await this.viewers.ofToken(token, req.viewer);
    if (!viewer) throw new DomainError('SIGN_IN_FAILED');
    if (req.res) giveCookie(req.res, this.settings, token);
    if (req.res && this.stepOf(context)) takeStep(req.res, this.settings);
    req.viewer = viewer;
    // The server copies the context of each request, so the copy has to hear of it too.
    Object.defineProperty(context, 'viewer', { value: viewer, enumerable: true, configurable: true, writable: true });
    // The audit entry of a sign-in names whom the request has become.
    const work = openWork() as { viewer: Viewer } | undefined;
    if (work) work.viewer = viewer;
    return viewer;
  }

  leave(context: WebContext): void {
    const { res } = context.req;
    if (!res) return;
    takeCookie(res, this.settings);
    if (this.stepOf(context)) takeStep(res, this.settings);
  }
}
