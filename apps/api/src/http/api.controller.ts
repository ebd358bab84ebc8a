import { Controller, Get, Header } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { Access } from '@dossier/kernel/access';
import { Deployment } from '@dossier/kernel/data';
import { openApi, restRoutes } from './openapi';

/** What a program can ask before it asks for anything: the descriptions of both surfaces. */
@Controller('api')
export class ApiController {
  private sdl: string | null = null;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
    private readonly schemas: GraphQLSchemaHost,
    private readonly deployment: Deployment,
  ) {}

  @Get('openapi.json')
  @Access('signed-in')
  description(): Record<string, unknown> {
    return openApi(restRoutes(this.discovery, this.reflector), this.deployment.publicUrl ?? '/');
  }

  @Get('schema.graphql')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Access('schema.read')
  schema(): string {
    return (this.sdl ??= printSchema(lexicographicSortSchema(this.schemas.schema)));
  }
}
