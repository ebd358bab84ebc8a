import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { AccessWord } from '@dossier/vocabulary/permissions';
import { ACCESS, type WithViewer } from '../access/access.decorator';
import { recordAct } from '../data/audit-entry';
import { isProven, PROOF_MINUTES } from '../access/proof';
import { Database } from '../data/database';
import { DomainError } from '../errors/domain-error';
import { Clock } from '../time/clock';

interface Word {
  word: AccessWord;
  stepUp?: boolean;
}

/** The same check for REST routes: the word of the handler, or of its controller. */
@Injectable()
export class RestGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** GraphQL has its own gate, and does not wait for this one. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    return context.getType() !== 'http' || this.mayEnter(context);
  }

  private async mayEnter(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Word | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    const { viewer } = context.switchToHttp().getRequest<WithViewer>();
    const may = access !== undefined && viewer.may(access.word);
    if (may && (!access.stepUp || isProven(viewer, this.clock.now()))) return true;
    const code = may ? 'STEP_UP_NEEDED' : viewer.kind === 'nobody' ? 'NOT_SIGNED_IN' : 'FORBIDDEN';
    await recordAct(this.database.aside, { viewer, action: context.getHandler().name, outcome: 'REFUSED', code });
    if (code === 'STEP_UP_NEEDED') throw new DomainError(code, { minutes: PROOF_MINUTES });
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
