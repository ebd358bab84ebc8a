import { Injectable } from '@nestjs/common';
import * as openid from 'openid-client';
import { decryptField, encryptField, KeyRing } from '@dossier/kernel/crypto';
import { SingleSignOn } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Links } from '@dossier/kernel/mail';
import { Clock } from '@dossier/kernel/time';

export type WayPurpose = 'SIGN_IN' | 'LINK' | 'PROOF' | 'INVITATION';

/** What the browser carries, sealed, from the start of the way to the provider until it comes back. */
export interface Way {
  purpose: WayPurpose;
  state: string;
  nonce: string;
  verifier: string;
  until: number;
  /** The session that began it, where there was one: another may not end it. */
  sessionId: string | null;
  /** Token of the invitation that is accepted. */
  link: string | null;
}

/** Who the provider says it is: a person is this pair and nothing else. */
export interface OutsidePerson {
  issuer: string;
  subject: string;
}

export const CALLBACK = '/api/sign-in/oidc/callback';
export const WAY_SECONDS = 600;
/** Signed with a key that only the provider has; a shared secret or none proves nothing. */
const SIGNED = /^(?:RS|ES|PS)(?:256|384|512)$/;
const PROOF_AGE = '60';
const place = { table: 'cookie', column: 'provider', rowId: 'way' };

const isLoopback = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/** By the method that the provider takes: the header is the rule, the form the exception. */
const proving = (secret: string | null): openid.ClientAuth => (server, client, body, headers) => {
  if (secret === null) return openid.None()(server, client, body, headers);
  const known = server.token_endpoint_auth_methods_supported;
  const way = !known || known.includes('client_secret_basic') ? openid.ClientSecretBasic(secret) : openid.ClientSecretPost(secret);
  return way(server, client, body, headers);
};

const algorithmOf = (token: string): string => {
  try {
    return String((JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { alg?: unknown }).alg);
  } catch {
    return '';
  }
};

/** Speaks with the provider: authorization code with PKCE, state and nonce; the identity token is checked by its signature too. */
@Injectable()
export class ProviderClient {
  private known: Promise<openid.Configuration> | null = null;

  constructor(
    private readonly signOn: SingleSignOn,
    private readonly links: Links,
    private readonly ring: KeyRing,
    private readonly clock: Clock,
  ) {}

  get name(): string | null {
    return this.signOn.provider?.name ?? null;
  }

  /** The address at the provider to go to, and what the browser has to bring back. */
  async begin(purpose: WayPurpose, { sessionId = null, link = null }: Partial<Pick<Way, 'sessionId' | 'link'>> = {}): Promise<{ url: string; sealed: string }> {
    const config = await this.config();
    const way: Way = { purpose, sessionId, link, state: openid.randomState(), nonce: openid.randomNonce(), verifier: openid.randomPKCECodeVerifier(), until: this.clock.now().getTime() + WAY_SECONDS * 1000 };
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: this.links.to(CALLBACK), scope: 'openid', state: way.state, nonce: way.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(way.verifier), code_challenge_method: 'S256',
      ...(purpose === 'PROOF' ? { prompt: 'login', max_age: PROOF_AGE } : {}),
    });
    return { url: url.href, sealed: this.seal(way) };
  }

  /** What the browser brought back, unless it was made by somebody else or has had its time. */
  wayIn(sealed: string | null): Way {
    try {
      const box = Buffer.from(sealed ?? '', 'base64url');
      const way = JSON.parse(decryptField(this.ring.derive('provider-way', box[0] ?? 0), box, place)) as Way;
      if (way.until > this.clock.now().getTime()) return way;
    } catch {
      // Nothing, or nothing of ours: the answer is the same.
    }
    throw new DomainError('PROVIDER_REFUSED');
  }

  /** Who came back. The address is built from what is configured; of the request only the parameters count. */
  async finish(way: Way, search: string): Promise<OutsidePerson> {
    const config = await this.config();
    try {
      const tokens = await openid.authorizationCodeGrant(config, new URL(`${this.links.to(CALLBACK)}${search}`), {
        pkceCodeVerifier: way.verifier, expectedState: way.state, expectedNonce: way.nonce, idTokenExpected: true,
        ...(way.purpose === 'PROOF' ? { maxAge: Number(PROOF_AGE) } : {}),
      });
      const claims = tokens.claims();
      if (claims && SIGNED.test(algorithmOf(tokens.id_token ?? ''))) return { issuer: claims.iss, subject: claims.sub };
    } catch {
      // Whatever was wrong with it, the person can only try again; tokens stand in no log.
    }
    throw new DomainError('PROVIDER_REFUSED');
  }

  private seal(way: Way): string {
    return encryptField(this.ring.derive('provider-way'), JSON.stringify(way), place, this.ring.current).toString('base64url');
  }

  private config(): Promise<openid.Configuration> {
    this.known ??= this.discover().catch((fault: unknown) => {
      this.known = null;
      throw fault instanceof DomainError ? fault : new DomainError('PROVIDER_REFUSED');
    });
    return this.known;
  }

  private async discover(): Promise<openid.Configuration> {
    const { provider } = this.signOn;
    if (!provider) throw new DomainError('NOT_FOUND');
    const issuer = new URL(provider.issuer);
    const open = issuer.protocol === 'http:' && isLoopback(issuer) ? [openid.allowInsecureRequests] : [];
    const config = await openid.discovery(issuer, provider.clientId, undefined, proving(provider.clientSecret), { execute: [openid.enableNonRepudiationChecks, ...open], timeout: 10 });
    return config;
  }
}
