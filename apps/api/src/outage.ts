import { Logger } from '@nestjs/common';
import express, { type Request, type Response } from 'express';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { join } from 'node:path';
import pg from 'pg';
import { nobody } from '@dossier/kernel/access';
import { loadKeys } from '@dossier/kernel/crypto';
import { asDomainError, DomainError } from '@dossier/kernel/errors';
import { outageForms } from '@dossier/customers';
import type { Settings } from './settings';

const ASK_AGAIN_MS = 1_000;
const RETRY_SECONDS = 5;

type Forms = NonNullable<Awaited<ReturnType<typeof outageForms>>>;

/** Whether the database lets us in; null: it does not answer at all, and may come back by itself. Any other refusal is told by whoever asks next. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  const fault: unknown = await client.connect().then(() => null, (refused: unknown) => refused);
  await client.end().catch(() => undefined);
  const known = asDomainError(fault);
  return !(known instanceof DomainError && known.code === 'UNAVAILABLE');
}

/**
 * A process that begins while the database is away shows the forms that were published and takes in what is sent, on the address it will
 * have, until the database is back; everything else is asked to come again. Where nothing was ever published it does nothing.
 */
export async function bridgeOutage(settings: Settings): Promise<void> {
  const url = settings.databaseUrl!;
  if (!existsSync(join(settings.dataDir, 'spool', 'forms.sealed')) || (await answers(url))) return;
  const { ring } = loadKeys({ key: settings.key ?? undefined, keyFile: settings.keyFile, defaultFile: settings.keyFile, mayMake: false });
  const forms = await outageForms({ dataDir: settings.dataDir, publicUrl: settings.publicUrl, isSecure: settings.tls !== null || settings.publicUrl?.startsWith('https:') === true }, ring, url);
  if (forms === null) return;
  const end = await serveForms(forms, settings);
  new Logger('database').warn('The database does not answer. Forms are shown, and what is sent is kept, until it is back.');
  while (!(await answers(url))) await new Promise((next) => setTimeout(next, ASK_AGAIN_MS));
  await end();
}

const viewerOf = (request: Request) => nobody('OUTAGE', request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh', request.ip ?? null, request.get('user-agent') ?? null);

/** The pages of forms and the sign of life, and nothing else. */
async function serveForms({ pages, embed }: Forms, { port, host, tls, trustProxy }: Settings): Promise<() => Promise<void>> {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustProxy ?? false);
  app.set('query parser', 'simple');
  const answer = (run: (request: Request, response: Response) => Promise<void>) => (request: Request, response: Response): void => void run(request, response).catch(() => away(response));
  const codeOf = (request: Request): string => String(request.params['code']);
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/embed.js', (_request, response) => embed.embedScript(response));
  app.get('/f/:code', answer((request, response) => pages.showForm(viewerOf(request), codeOf(request), request.query, response)));
  app.post('/f/:code', answer((request, response) => pages.submitForm(viewerOf(request), codeOf(request), request, response)));
  app.get('/f/:code/confirm', answer((request, response) => pages.showConfirmation(viewerOf(request), codeOf(request), request.query, response)));
  app.post('/f/:code/confirm', answer((request, response) => pages.confirmSubmission(viewerOf(request), codeOf(request), request.query, response)));
  app.use((_request, response) => away(response));
  const server = tls ? createSecureServer({ cert: tls.cert, key: tls.key }, app) : createServer(app);
  await new Promise<void>((done, failed) => server.once('error', failed).listen(port, host, done));
  return () => new Promise((done) => {
    server.close(() => done());
    server.closeIdleConnections();
  });
}

function away(response: Response): void {
  if (response.headersSent) return void response.end();
  response.setHeader('Retry-After', String(RETRY_SECONDS));
  response.status(503).json({ errors: [{ message: 'The database is away.', extensions: { code: 'UNAVAILABLE', facts: {} } }] });
}
