import { RequestMethod } from '@nestjs/common';
import { MetadataScanner, Reflector, type DiscoveryService } from '@nestjs/core';
import { ACCESS } from '@dossier/kernel/access';
import { errors } from '@dossier/vocabulary/errors';
import { routeTexts, type RouteText } from './openapi.texts';

/** One route of REST as it stands in the code: how it is called, and the word that opens it. */
export interface Route {
  method: string;
  /** With `{id}` in the place of `:id`. */
  path: string;
  word: string;
  handler: string;
}

const joined = (...parts: string[]): string => `/${parts.flatMap((part) => part.split('/')).filter(Boolean).join('/')}`.replace(/:(\w+)/g, '{$1}');

/** Every REST route of the product, from the same controllers that serve them. */
export function restRoutes(discovery: DiscoveryService, reflector: Reflector): Route[] {
  const scanner = new MetadataScanner();
  const routes = discovery.getControllers().flatMap(({ instance, metatype }) => {
    if (!instance || !metatype) return [];
    const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
    const above = [Reflect.getMetadata('path', metatype) as string | string[]].flat()[0] ?? '';
    return scanner.getAllMethodNames(prototype).flatMap((name): Route[] => {
      const handler = prototype[name] as () => unknown;
      const own = Reflect.getMetadata('path', handler) as string | undefined;
      if (own === undefined) return [];
      const method = RequestMethod[Reflect.getMetadata('method', handler) as number]!;
      const access = reflector.getAllAndOverride<{ word: string } | undefined>(ACCESS, [handler, metatype as never]);
      return [{ method, path: joined(above, own), word: access?.word ?? '', handler: `${metatype.name}.${name}` }];
    });
  });
  return routes.sort((a, b) => (a.path === b.path ? (a.method < b.method ? -1 : 1) : a.path < b.path ? -1 : 1));
}

const fault = (description: string) => ({ description, content: { 'application/json': { schema: { $ref: '#/components/schemas/Fault' } } } });

function operationOf(route: Route): Record<string, unknown> {
  const text: RouteText = routeTexts[`${route.method} ${route.path}`] ?? { summary: route.handler };
  const isOpen = route.word === 'anyone';
  const changes = route.method !== 'GET';
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const again = changes && !isOpen ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : [];
  return {
    operationId: route.handler, summary: text.summary, ...(text.description ? { description: text.description } : {}),
    'x-access': route.word, security: isOpen ? [] : [{ key: [] }],
    parameters: [...inPath, ...(text.parameters ?? []), ...again],
    ...(text.requestBody ? { requestBody: text.requestBody } : {}),
    responses: {
      ...(text.responses ?? { 200: { description: 'Done.' } }),
      ...(isOpen ? {} : { 401: fault('No key, or one that opens nothing.'), 403: fault('The right is missing.'), 429: fault('Too many requests; Retry-After says when to come again.') }),
      ...(inPath.length > 0 ? { 404: fault('Not there, or out of reach.') } : {}),
      ...(again.length > 0 ? { 409: fault('The state does not allow it, or the same request is under way.'), 422: fault('The Idempotency-Key was used for another request.') } : {}),
    },
  };
}

const components = {
  securitySchemes: { key: { type: 'http', scheme: 'bearer', description: '`Authorization: Bearer dsr_...`, made on the page “API keys”.' } },
  parameters: {
    IdempotencyKey: { name: 'Idempotency-Key', in: 'header', required: false, description: '8 to 255 printable characters. The same request under the same key is done once and answered alike for 24 hours.', schema: { type: 'string', minLength: 8, maxLength: 255 } },
  },
  schemas: {
    Fault: {
      type: 'object', required: ['error'],
      properties: {
        error: {
          type: 'object', required: ['code', 'facts', 'requestId', 'message'],
          properties: { code: { type: 'string', enum: Object.keys(errors) }, facts: { type: 'object' }, requestId: { type: 'string' }, message: { type: 'string' } },
        },
      },
    },
  },
};

/** The description of REST in OpenAPI 3.1, built from the routes themselves. */
export function openApi(routes: readonly Route[], server: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route);
  return {
    openapi: '3.1.0',
    info: { title: 'Dossier', version: '1', description: 'Files and health over REST; everything else over GraphQL at POST /graphql. docs/api.md tells both from the beginning.' },
    servers: [{ url: server }], paths, components,
  };
}
