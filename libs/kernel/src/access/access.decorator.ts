import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { Extensions, GqlExecutionContext } from '@nestjs/graphql';
import type { AccessWord } from '@dossier/vocabulary/permissions';
import type { Viewer } from './viewer';

export const ACCESS = 'dossier:access';

export interface AccessOptions {
  /** Write one audit entry for each successful call, though it is a query. Mutations always leave one. */
  audited?: boolean;
  /** Ask people to prove again who they are when their session last did so more than 15 minutes ago. */
  stepUp?: boolean;
  /** A mutation without a word of its own is for people, about themselves; this opens it to programs with a key too. */
  programs?: boolean;
}

/**
 * The word that opens an operation, an object type, a field, a REST handler or a job.
 * Without it the server does not start.
 */
export function Access(word: AccessWord, options: AccessOptions = {}): ClassDecorator & MethodDecorator & PropertyDecorator {
  return applyDecorators(Extensions({ access: word, audited: options.audited ?? false, stepUp: options.stepUp ?? false, programs: options.programs ?? false }), SetMetadata(ACCESS, { word, ...options })) as ClassDecorator & MethodDecorator & PropertyDecorator;
}

/** Where a request keeps its viewer, over HTTP and over sockets alike. */
export interface WithViewer {
  viewer: Viewer;
}

/** The viewer of this request, in resolvers and REST handlers. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => {
  if (context.getType<string>() === 'graphql') return GqlExecutionContext.create(context).getContext<WithViewer>().viewer;
  return context.switchToHttp().getRequest<WithViewer>().viewer;
});
