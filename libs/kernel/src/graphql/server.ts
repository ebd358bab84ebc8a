import { HeaderMap, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { asResponse, evened, type Lane } from './lane';

/** Runs documents as compiled functions instead of walking them at each request, and keeps them for the next one. */
export function compiledExecution(lane: Lane): ApolloServerPlugin {
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ schema, document, source, contextValue, request }) => {
        const kept = lane.keep(schema, source ?? '', document, request.operationName);
        return kept ? asResponse(await lane.run(kept, request.variables, contextValue), new HeaderMap()) : null;
      },
    }),
  };
}

/** A refused name gives one answer, wherever it was found: no data, status 400. */
export function evenAnswers(): ApolloServerPlugin<BaseContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response }) => {
        if (response.body.kind !== 'single') return;
        const { status, result } = evened(response.body.singleResult as never);
        if (status === 200) return;
        response.http.status = status;
        response.body.singleResult = result as never;
      },
    }),
  };
}

export const serverPlugins = (lane: Lane): ApolloServerPlugin[] => [ApolloServerPluginCacheControlDisabled(), compiledExecution(lane), evenAnswers()];
