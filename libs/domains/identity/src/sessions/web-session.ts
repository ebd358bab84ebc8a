import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { openWork } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { giveCookie, takeCookie } from './session.cookie';
import { SessionSettings } from './session.settings';
import { ViewerLoader } from './viewer.loader';

/** What of a request signing in and out touches: its viewer, and the answer that carries the cookie. */
export interface WebContext {
  req: { viewer: Viewer; res?: { append(name: string, value: string): unknown } };
}

/** Joins a session to the browser: cookie out, and the rest of this request runs as whom it has become. */
@Injectable()
export class WebSession {
  constructor(
    private readonly settings: SessionSettings,
    private readonly viewers: ViewerLoader,
  ) {}

  async enter(context: WebContext, token: string): Promise<Viewer> {
    const { req } = context;
    const viewer = await this.viewers.ofToken(token, req.viewer);
    if (!viewer) throw new DomainError('SIGN_IN_FAILED');
    if (req.res) giveCookie(req.res, this.settings, token);
    req.viewer = viewer;
    // The server copies the context of each request, so the copy has to hear of it too.
    Object.defineProperty(context, 'viewer', { value: viewer, enumerable: true, configurable: true, writable: true });
    // The audit entry of a sign-in names whom the request has become.
    const work = openWork() as { viewer: Viewer } | undefined;
    if (work) work.viewer = viewer;
    return viewer;
  }

  leave({ req }: WebContext): void {
    if (req.res) takeCookie(req.res, this.settings);
  }
}
