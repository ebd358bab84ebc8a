import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import type { Request, Response } from 'express';
import { KernelModule, type KernelSettings } from '@dossier/kernel';
import { Database } from '@dossier/kernel/data';
import { ViewerSource } from '@dossier/kernel/events';
import { gateContext, guardSchema, RestGuard } from '@dossier/kernel/gate';
import { Lane, serverPlugins, worded } from '@dossier/kernel/graphql';
import { Clock } from '@dossier/kernel/time';
import type { WithViewer } from '@dossier/kernel/access';
import { ViewerLoader } from '@dossier/identity';
import type { Installation } from '@dossier/workspace';
import { domains } from './domains';
import { ApiController } from './http/api.controller';
import { HealthController } from './health.controller';
import { LiveSockets } from './live';
import { InstallationModule, installationOf } from './installation';
import { RestErrors } from './rest-errors';

/** What a resolver finds in its context: the gate's hands, and the exchange itself for cookies. */
export const contextOf = (database: Database, clock: Clock) => ({ req, res }: { req: Request & WithViewer; res: Response }) =>
  Object.assign(gateContext(database, clock, () => req.viewer), { req, res });

/** Jobs act with the rights that their starter has now; whoever may no longer sign in has none. */
const viewerSource = {
  provide: ViewerSource,
  inject: [ViewerLoader],
  useFactory: (loader: ViewerLoader): ViewerSource => ({
    anew: async (who, requestId) => {
      const viewer = await loader.anew(who, requestId);
      return viewer.kind === 'nobody' ? null : viewer;
    },
  }),
};

/** Where nobody has said more: a program of the command line, or a test. */
const bareInstallation = ({ dataDir, keyFile }: KernelSettings): Installation =>
  installationOf({ dataDir, keyFile: keyFile ?? '', key: keyFile ? null : '', tls: null, smtpUrl: null }, 'PRODUCT');

/** The whole product: the kernel and the list of domains. */
@Module({})
export class AppModule {
  static forRoot(settings: KernelSettings & { installation?: Installation }): DynamicModule {
    return {
      module: AppModule,
      imports: [
        KernelModule.forRoot(settings),
        InstallationModule.forRoot(settings.installation ?? bareInstallation(settings)),
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: ApolloDriver,
          inject: [Database, Clock, Lane],
          useFactory: (database: Database, clock: Clock, lane: Lane) => ({
            path: '/graphql', autoSchemaFile: true, sortSchema: true,
            graphiql: false, playground: false, csrfPrevention: true, persistedQueries: false,
            // Who may ask for the schema is decided with the bounds of the document, before it gets here.
            introspection: true,
            includeStacktraceInErrorResponses: false, hideSchemaDetailsFromClientErrors: true,
            context: contextOf(database, clock),
            transformSchema: guardSchema, transformAutoSchemaFile: false,
            plugins: serverPlugins(lane), formatError: worded,
            parseOptions: { maxTokens: 2_000 },
            bodyParserConfig: false,
          }),
        }),
        ...domains,
      ],
      controllers: [HealthController, ApiController],
      providers: [{ provide: APP_GUARD, useExisting: RestGuard }, { provide: APP_FILTER, useClass: RestErrors }, LiveSockets, viewerSource],
    };
  }
}
