import type { INestApplication } from '@nestjs/common';
import pg from 'pg';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request, { type Response, type Test } from 'supertest';
import { testDatabase } from './database';
import type { Line } from './line';
import { product, type StartOptions } from './product';
import { staff, STAFF_PASSWORD } from './staff';

/** The data of an answer; what its type is stands in the document, so a spec reads it freely. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Data = any;

export interface GraphQLAnswer {
  status: number;
  data: Data;
  errors?: { message: string; path?: string[]; extensions: { code: string; facts: Record<string, Data>; requestId: string } }[];
}

/** Somebody who uses the product over HTTP, as a browser does. */
export interface Client {
  /** The whole answer, errors included. */
  raw(document: string, variables?: object): Promise<GraphQLAnswer>;
  /** The data; an error fails the spec with its code. */
  query(document: string, variables?: object): Promise<Data>;
  mutate(document: string, variables?: object): Promise<Data>;
  /** The code of the first error; fails when there was none. */
  refusal(document: string, variables?: object): Promise<string>;
  get(path: string): Test;
  post(path: string): Test;
}

export interface Api {
  app: INestApplication;
  /** By role code of the standard staff (ADMINISTRATOR, SALES ...), by the key of one of them, or by e-mail. */
  as(who: string): Promise<Client>;
  anonymous(): Client;
  /** A program that comes with a key: neither cookie nor any header of our pages. */
  withKey(secret: string): Client;
  /** The database as its owner sees it: for looking, and for setting what no verb can set. */
  db: pg.Pool;
  /** Writes what no verb can set, in one unit of work, as the owner of the tables. */
  write(text: string, values?: readonly unknown[]): Promise<void>;
  url: string;
  /** Where the product keeps its files. */
  dataDir: string;
  close(): Promise<void>;
}

const dressed = (test: Test, cookie: string): Test => {
  const set = test.set('X-Requested-With', 'dossier').set('Sec-Fetch-Site', 'same-origin').set('Accept-Language', 'en');
  return cookie ? set.set('Cookie', cookie) : set;
};

type Dress = (test: Test) => Test;
const withCookie = (cookie: string): Dress => (test) => dressed(test, cookie);
const withBearer = (secret: string): Dress => (test) => test.set('Authorization', `Bearer ${secret}`);

function clientOf(app: INestApplication, dress: Dress): Client {
  const server = app.getHttpServer();
  const raw = async (query: string, variables?: object): Promise<GraphQLAnswer> => {
    const { status, body } = await dress(request(server).post('/graphql')).send({ query, variables });
    return { status, ...(body as Omit<GraphQLAnswer, 'status'>) };
  };
  const run = async (document: string, variables?: object): Promise<Data> => {
    const { data, errors } = await raw(document, variables);
    if (errors?.[0]) throw new Error(`${errors[0].extensions?.code}: ${errors[0].message} ${JSON.stringify(errors[0].extensions?.facts ?? {})}`);
    return data;
  };
  return {
    raw, query: run, mutate: run,
    refusal: async (document, variables) => {
      const { errors, data } = await raw(document, variables);
      if (!errors?.[0]) throw new Error(`Nothing was refused: ${JSON.stringify(data)}`);
      return errors[0].extensions.code;
    },
    get: (path) => dress(request(server).get(path)),
    post: (path) => dress(request(server).post(path)),
  };
}

const cookieOf = (response: Response): string => ([response.headers['set-cookie'] ?? []].flat() as string[]).map((cookie) => cookie.split(';')[0]).join('; ');

/** A busy machine may answer 503 with the wish to come again: whoever signs in does. */
async function signIn(app: INestApplication, email: string, password: string, tries = 5): Promise<string> {
  const answer = await dressed(request(app.getHttpServer()).post('/graphql'), '').send({ query: 'mutation($e: String!, $p: String!) { signIn(email: $e, password: $p) { id } }', variables: { e: email, p: password } });
  const cookie = cookieOf(answer);
  if (answer.body.errors?.[0]?.extensions?.code === 'UNAVAILABLE' && tries > 0) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return signIn(app, email, password, tries - 1);
  }
  if (!cookie) throw new Error(`${email} could not sign in: ${JSON.stringify(answer.body)}`);
  return cookie;
}

const emailOf = (who: string): string => {
  if (who.includes('@')) return who;
  const found = staff.find((person) => person.key === who || person.role === who);
  if (!found) throw new Error(`Nobody on the standard staff is ${who}`);
  return found.email;
};

async function writeAsOwner(db: pg.Pool, text: string, values: readonly unknown[]): Promise<void> {
  const client = await db.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true)`);
    await client.query(text, values as unknown[]);
    await client.query('commit');
  } catch (fault) {
    await client.query('rollback');
    throw fault;
  } finally {
    client.release();
  }
}

/** The whole product on a PostgreSQL of its own, with its worker and the standard staff. */
export async function startApi(options: StartOptions & { password?: string; line?: Line } = {}): Promise<Api> {
  const database = await testDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'dossier-spec-'));
  const { app, close } = await (await product()).start(options.line ? await options.line.to(database.url) : database.url, { ...options, dataDir });
  const db = new pg.Pool({ connectionString: database.url, max: 2 });
  db.on('error', () => undefined);
  const cookies = new Map<string, Promise<string>>();
  return {
    app, db, dataDir, url: database.url,
    write: (text, values = []) => writeAsOwner(db, text, values),
    as: async (who) => {
      const email = emailOf(who);
      let cookie = cookies.get(email);
      if (!cookie) cookies.set(email, (cookie = signIn(app, email, options.password ?? STAFF_PASSWORD)));
      return clientOf(app, withCookie(await cookie));
    },
    anonymous: () => clientOf(app, withCookie('')),
    withKey: (secret) => clientOf(app, withBearer(secret)),
    close: async () => {
      await close();
      await db.end();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
