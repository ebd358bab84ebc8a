import passport from 'passport';
import type { Viewer } from '@dossier/kernel/access';
import type { OfRequest, WebRequest } from '../sessions/session.strategy';

const BEARER = /^Bearer +(\S+)$/i;

/** A request that brings an authorization is a program's: its cookies are not looked at. */
export const bringsKey = (request: Pick<WebRequest, 'headers'>): boolean => request.headers['authorization'] !== undefined;

/** Passport's way in by key: `Authorization: Bearer dsr_...` in, viewer out. A key anywhere else is not looked at. */
export class ApiKeyStrategy extends passport.Strategy {
  override name = 'api-key';

  constructor(
    private readonly find: (key: string, request: OfRequest, isOpenLine: boolean) => Promise<Viewer>,
    private readonly ofRequest: (request: WebRequest) => OfRequest,
  ) {
    super();
  }

  authenticate(request: WebRequest): void {
    const { authorization } = request.headers;
    const [, key = ''] = BEARER.exec(typeof authorization === 'string' ? authorization : '') ?? [];
    this.find(key, this.ofRequest(request), request.isOpenLine === true).then((viewer) => this.success(viewer), (fault: unknown) => this.error(fault));
  }
}
