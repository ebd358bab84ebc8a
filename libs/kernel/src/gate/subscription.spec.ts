import { describe, expect, it } from '@jest/globals';
import { createSourceEventStream, execute, GraphQLObjectType, GraphQLSchema, GraphQLString, parse, type ExecutionResult } from 'graphql';
import { nobody, viewerOf, type Viewer } from '../access/viewer';
import type { GateContext } from './gate-context';
import { guardSchema } from './guard-schema';

const stream = async function* (): AsyncGenerator<object> {
  yield { news: 'told' };
};
const query = new GraphQLObjectType({ name: 'Query', fields: { one: { type: GraphQLString, extensions: { access: 'anyone' } } } });
const schemaOf = (news: object): GraphQLSchema =>
  new GraphQLSchema({ query, subscription: new GraphQLObjectType({ name: 'Subscription', fields: { news: { type: GraphQLString, ...news } } }) });
const contextOf = (viewer: Viewer, refused: string[] = []): GateContext => ({
  viewer, now: () => new Date(), work: (_, run) => run(), read: (_operation, _audited, run) => run(),
  refused: async (operation, code) => void refused.push(`${operation} ${code}`),
});
const somebody = viewerOf({ ...nobody('spec'), kind: 'user', userId: 'u', grants: [{ action: 'customer.read', scope: 'SELF' }] });
const document = parse('subscription { news }');
const codeOf = (answer: unknown): unknown => ((answer as ExecutionResult).errors?.[0]?.originalError as { code?: string } | undefined)?.code;

describe('The gate before subscriptions', () => {
  it('lets nobody listen without the word, and says so in the trail', async () => {
    const schema = guardSchema(schemaOf({ subscribe: stream, extensions: { access: 'audit.read' } }));
    const refused: string[] = [];
    expect(codeOf(await createSourceEventStream({ schema, document, contextValue: contextOf(somebody, refused) }))).toBe('FORBIDDEN');
    expect(codeOf(await createSourceEventStream({ schema, document, contextValue: contextOf(nobody('spec'), refused) }))).toBe('NOT_SIGNED_IN');
    expect(refused).toEqual(['news FORBIDDEN', 'news NOT_SIGNED_IN']);
  });

  it('asks again at each event: what is told after a right was taken does not get out', async () => {
    const schema = guardSchema(schemaOf({ subscribe: stream, extensions: { access: 'customer.read' } }));
    const told = (viewer: Viewer) => execute({ schema, document, rootValue: { news: 'told' }, contextValue: contextOf(viewer) });
    expect((await told(somebody)).data).toEqual({ news: 'told' });
    expect(codeOf(await told(viewerOf({ ...somebody, grants: [] })))).toBe('FORBIDDEN');
  });

  it('does not start with a subscription that bears no word, or does not say what it listens to', () => {
    expect(() => guardSchema(schemaOf({ subscribe: stream }))).toThrow('No @Access on Subscription.news');
    expect(() => guardSchema(schemaOf({ extensions: { access: 'signed-in' } }))).toThrow('Subscription.news does not say what it listens to');
  });
});
