/// <reference path="./passport.types.d.ts" />
import passport from 'passport';
import { viewerOf, type Viewer, type ViewerFacts } from '@dossier/kernel/access';
import { tokenIn } from './session.cookie';
import type { SessionSettings } from './session.settings';

export interface WebRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  ip?: string | undefined;
  id?: unknown;
  /** It stands for a line that stays open and is asked again: read past all copies, and no sign of use. */
  isOpenLine?: boolean;
}

/** Facts of a session that hold for any request; what belongs to this one is added by the strategy. */
export type SessionFacts = Omit<ViewerFacts, 'requestId' | 'ip' | 'device'>;
export type OfRequest = Pick<Viewer, 'requestId' | 'ip' | 'device'>;

/** Passport's way in by cookie: opaque token in, viewer out. Keys and single sign-on will stand beside it. */
export class SessionStrategy extends passport.Strategy {
  override name = 'session-cookie';

  constructor(
    private readonly settings: SessionSettings,
    private readonly find: (token: string, isOpenLine: boolean) => Promise<SessionFacts | null>,
    private readonly ofRequest: (request: WebRequest) => OfRequest,
  ) {
    super();
  }

  authenticate(request: WebRequest): void {
    const token = tokenIn(request.headers['cookie'] as string | undefined, this.settings);
    if (!token) return this.fail();
    this.find(token, request.isOpenLine === true).then(
      (facts) => (facts ? this.success(viewerOf({ ...facts, ...this.ofRequest(request) })) : this.fail()),
      (fault: unknown) => this.error(fault),
    );
  }
}
