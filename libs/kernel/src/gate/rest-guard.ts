import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { AccessWord } from '@dossier/vocabulary/permissions';
import { ACCESS, type WithViewer } from '../access/access.decorator';
import { recordAct } from '../data/audit-entry';
import { Database } from '../data/database';
import { DomainError } from '../errors/domain-error';

interface Word {
  word: AccessWord;
}

/** The same check for REST routes: the word of the handler, or of its controller. */
@Injectable()
export class RestGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: Database,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = this.reflector.getAllAndOverride<Word | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    const { viewer } = context.switchToHttp().getRequest<WithViewer>();
    if (access && viewer.may(access.word)) return true;
    const code = viewer.kind === 'nobody' ? 'NOT_SIGNED_IN' : 'FORBIDDEN';
    await recordAct(this.database.aside, { viewer, action: context.getHandler().name, outcome: 'REFUSED', code });
    throw code === 'NOT_SIGNED_IN' ? new DomainError(code) : new DomainError(code, { permission: access?.word ?? '' });
  }
}

/** Handlers without a word: the server does not start while there is one. */
export function routesWithoutAccess(discovery: DiscoveryService, reflector: Reflector): string[] {
  const scanner = new MetadataScanner();
  return discovery.getControllers().flatMap(({ instance, metatype }) => {
    if (!instance || !metatype) return [];
    const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name] as () => unknown;
      const isRoute = Reflect.getMetadata('path', handler) !== undefined;
      return isRoute && !reflector.getAllAndOverride(ACCESS, [handler, metatype]) ? [`${metatype.name}.${name}`] : [];
    });
  });
}
