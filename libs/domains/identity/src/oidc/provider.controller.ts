import { Controller, Get, Req, Res } from '@nestjs/common';
import { Access, type Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { giveProvider, providerIn, takeProvider } from '../sessions/session.cookie';
import { SessionSettings } from '../sessions/session.settings';
import { WebSession } from '../sessions/web-session';
import { ProviderClient, WAY_SECONDS, type Way } from './provider.client';
import { ProviderService } from './provider.service';

interface Incoming {
  viewer: Viewer;
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

interface Outgoing {
  append(name: string, value: string): unknown;
  setHeader(name: string, value: string): unknown;
  redirect(status: number, url: string): void;
}

const HOME: Readonly<Record<Way['purpose'], string>> = { SIGN_IN: '/', INVITATION: '/', LINK: '/profile', PROOF: '/proven' };

/** The way to the provider and back. It ends on a page of ours, with the code of what went wrong. */
@Controller('api/sign-in/oidc')
@Access('anyone')
export class ProviderController {
  constructor(
    private readonly client: ProviderClient,
    private readonly service: ProviderService,
    private readonly settings: SessionSettings,
    private readonly web: WebSession,
    private readonly database: Database,
  ) {}

  @Get()
  @Access('anyone')
  async start(@Res() response: Outgoing): Promise<void> {
    const { url, sealed } = await this.client.begin('SIGN_IN');
    giveProvider(response, this.settings, sealed, WAY_SECONDS);
    this.go(response, url);
  }

  @Get('callback')
  @Access('anyone')
  async callback(@Req() request: Incoming, @Res() response: Outgoing): Promise<void> {
    takeProvider(response, this.settings);
    try {
      const way = this.client.wayIn(providerIn(request.headers['cookie'] as string | undefined, this.settings));
      const person = await this.client.finish(way, request.url.slice(request.url.indexOf('?')));
      await this.database.work(request.viewer, 'signInByProvider', async () => {
        const entry = await this.service.arrive(request.viewer, way, person);
        if (entry) await this.web.follow({ req: Object.assign(request, { res: response }) }, entry);
      });
      this.go(response, HOME[way.purpose]);
    } catch (fault) {
      if (!(fault instanceof DomainError)) throw fault;
      this.go(response, `${request.viewer.kind === 'nobody' ? '/' : '/profile'}?sso=${fault.code}`);
    }
  }

  private go(response: Outgoing, url: string): void {
    response.setHeader('Cache-Control', 'no-store');
    response.redirect(302, url);
  }
}
