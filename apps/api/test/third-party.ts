import type { Response } from 'supertest';
import type { Api } from '@dossier/kernel/testing';

export const ADMINISTRATOR_ROLE = '0199a000-0000-7000-8000-000000000001';
export const MANAGER_ROLE = '0199a000-0000-7000-8000-000000000002';
export const ME = 'query Me { me { id name } }';

let made = 0;

/** A key of a new client with one role, as an administrator makes it. */
export async function keyOf(api: Api, roleId: string, more: object = {}): Promise<string> {
  const maker = await api.as('ADMINISTRATOR');
  const { createClient } = await maker.mutate('mutation($i: ClientInput!) { createClient(input: $i) { id } }', { i: { name: `client ${(made += 1)}`, roleIds: [roleId] } });
  return (await maker.mutate('mutation($id: ID!, $i: KeyInput!) { createKey(clientId: $id, input: $i) { secret } }', { id: createClient.id, i: { name: 'k', ...more } })).createKey.secret;
}

/** The code of the first error, of GraphQL and of REST alike. */
export const codeOf = ({ body }: Pick<Response, 'body'>): string => body.errors?.[0]?.extensions?.code ?? body.error?.code ?? 'NONE';
