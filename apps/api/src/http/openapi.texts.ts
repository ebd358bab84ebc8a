import { DateOrder, ImportKind, ImportMode, ImportState } from '@dossier/vocabulary/enums';

/** What a route says of itself beyond its path and word. */
export interface RouteText {
  summary: string;
  description?: string;
  parameters?: readonly object[];
  requestBody?: object;
  responses?: Readonly<Record<number, object>>;
}

const query = (name: string, schema: object, description: string) => ({ name, in: 'query', required: true, description, schema });
const header = (name: string, description: string) => ({ name, in: 'header', required: false, description, schema: { type: 'string' } });
const json = (description: string, schema: object = { type: 'object' }) => ({ description, content: { 'application/json': { schema } } });
const file = (description: string, ...types: string[]) => ({ description, content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])) });

const count = { type: ['integer', 'null'] };
const importState = {
  type: 'object',
  properties: {
    id: { type: 'string' }, kind: { type: 'string', enum: Object.values(ImportKind) }, fileName: { type: 'string' }, size: { type: 'integer' },
    state: { type: 'string', enum: Object.values(ImportState) },
    mapping: { type: 'object', additionalProperties: { type: ['string', 'null'] } }, mode: { type: 'string', enum: Object.values(ImportMode) }, key: { type: ['string', 'null'] },
    rowCount: count, newCount: count, changedCount: count, sameCount: count, failedCount: count, insertedCount: count, updatedCount: count, skippedCount: count,
    problems: { type: 'array', items: { type: 'object' } },
  },
};
const settings = {
  required: true,
  content: {
    'application/json': {
      schema: {
        type: 'object', additionalProperties: false,
        properties: {
          mapping: { type: 'object', description: 'Column of the file to field; null leaves a column out.', additionalProperties: { type: ['string', 'null'] } },
          mode: { type: 'string', enum: Object.values(ImportMode) }, key: { type: ['string', 'null'], description: 'The field that tells rows apart.' }, defaults: { type: 'object' },
          encoding: { type: 'string' }, delimiter: { type: 'string' }, sheet: { type: 'string' }, headerRow: { type: 'integer' }, dateOrder: { type: 'string', enum: Object.values(DateOrder) },
          keepFields: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
};

/** By method and path. Every route has its line: a spec compares this table with the routes that are served. */
export const routeTexts: Readonly<Record<string, RouteText>> = {
  'GET /healthz': { summary: 'The process lives.', responses: { 200: json('Alive.') } },
  'GET /readyz': { summary: 'Database, migrations and queue are there.', responses: { 200: json('Ready to serve.'), 503: json('Not ready; `checks` says what is missing.') } },
  'GET /metrics': { summary: 'Figures of this process for Prometheus.', responses: { 200: file('Text format.', 'text/plain') } },
  'GET /api/openapi.json': { summary: 'This description.', responses: { 200: json('OpenAPI 3.1.') } },
  'GET /api/schema.graphql': { summary: 'The GraphQL schema in SDL.', responses: { 200: file('SDL.', 'text/plain') } },
  'POST /api/imports': {
    summary: 'Upload a file to import.', description: 'The body is the file as it is: CSV, TSV or XLSX, also gzipped, 200 MB at most.',
    parameters: [query('kind', { type: 'string', enum: Object.values(ImportKind) }, 'What the rows are.'), header('X-File-Name', 'Name of the file, URI-encoded.')],
    requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } },
    responses: { 201: json('Stored, looked at, and a mapping proposed.', { type: 'object', properties: { id: { type: 'string' }, state: { type: 'string' }, sameFileAs: { type: ['string', 'null'] } } }), 413: json('Too large.'), 415: json('No table.') },
  },
  'GET /api/imports/{id}': { summary: 'Where an import stands.', responses: { 200: json('State, mapping, counts, problems.', importState) } },
  'PUT /api/imports/{id}/settings': { summary: 'How the file is read, and what is done with it.', requestBody: settings, responses: { 200: json('The import after the change.', importState) } },
  'POST /api/imports/{id}/check': { summary: 'Begin the dry run of the whole file.', responses: { 202: json('Begun; ask for the import until it is CHECKED.', importState) } },
  'POST /api/imports/{id}/commit': { summary: 'Write the rows that the dry run accepted.', responses: { 202: json('Begun; ask for the import until it is DONE.', importState) } },
  'GET /api/imports/{id}/failed': { summary: 'The rows that were not imported, each with its reason.', responses: { 200: file('The columns of the file and one more.', 'text/csv') } },
  'GET /api/customers/{id}/record.pdf': {
    summary: 'The whole record of a customer as PDF.', description: 'Cut and masked as its reader sees it; each page bears a watermark and the SHA-256 of its text, which the audit entry keeps.',
    parameters: [{ ...query('language', { type: 'string', enum: ['zh', 'en'] }, 'Of the words on paper; the reader’s own unless said.'), required: false }], responses: { 200: file('The record.', 'application/pdf') },
  },
  'POST /api/communications/{id}/files': {
    summary: 'Attach a file to a communication.', description: 'The body is the file as it is, 5 MB at most; its kind is told by its content.', parameters: [header('X-File-Name', 'Name of the file, URI-encoded.')],
    requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } },
    responses: { 201: json('Sealed under the key of the person and kept.', { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' }, size: { type: 'integer' }, mediaType: { type: 'string' } } }), 413: json('Too large.'), 415: json('A kind that is not taken.') },
  },
  'GET /api/communications/files/{id}': { summary: 'A file of a communication.', responses: { 200: file('The file as it came.', 'application/octet-stream') } },
  'POST /api/hooks/{id}': { summary: 'Receive a signed event of another system.', description: 'Neither key nor cookie: the body bears a signature, in `webhook-id`, `webhook-timestamp` and `webhook-signature`.', requestBody: { required: true, content: { 'application/json': { schema: {} } } }, responses: { 202: json('Taken.'), 401: json('The signature does not fit.') } },
  'GET /f/{code}': {
    summary: 'A published form as a page.', description: 'For visitors without an account; a survey opens by the signed link of one customer.',
    parameters: [{ ...query('lang', { type: 'string', enum: ['zh', 'en'] }, 'Of the page; that of the browser unless said.'), required: false }, { ...query('c', { type: 'string' }, 'Token of a signed link.'), required: false }, { ...query('e', { type: 'string' }, 'The site whose page shows it; told its height where the form names it.'), required: false }],
    responses: { 200: file('The page.', 'text/html'), 403: file('A survey without a link that is good.', 'text/html'), 404: file('There is no such form.', 'text/html'), 410: file('It is closed.', 'text/html') },
  },
  'POST /f/{code}': {
    summary: 'Send the answers of a form.', description: 'As a browser sends a form; sent again with the same page it is the same.',
    requestBody: { required: true, content: { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } } },
    responses: { 200: file('Thanks.', 'text/html'), 422: file('The page again, with what is wrong.', 'text/html'), 429: file('Too much in a short time.', 'text/html') },
  },
  'GET /f/{code}/confirm': { summary: 'Asks whoever left an e-mail address on a form to confirm it; does nothing by itself.', description: 'Opened by the signed link of the mail, for seven days.', responses: { 200: file('A page with one button.', 'text/html'), 404: file('The link is not valid.', 'text/html'), 410: file('The link has expired.', 'text/html') } },
  'POST /f/{code}/confirm': { summary: 'Confirm the address: only now is the submission taken in.', responses: { 200: file('Thanks.', 'text/html'), 404: file('The link is not valid.', 'text/html'), 410: file('The link has expired.', 'text/html') } },
  'GET /embed.js': { summary: 'The script that pages carry to show a form inside them.', responses: { 200: file('JavaScript.', 'text/javascript') } },
  'GET /track.js': { summary: 'The script that pages of event sources carry.', responses: { 200: file('JavaScript.', 'text/javascript') } },
  'OPTIONS /api/events': { summary: 'Whether pages of an address may send events.', responses: { 204: { description: 'The headers say so.' } } },
  'POST /api/events': { summary: 'Take behaviour events of a page.', description: 'Neither key nor cookie: the body names the site by its key, and `Origin` must be one of its addresses. Fifty events at most; programs send with `ingestEvents` over GraphQL.', requestBody: { required: true, content: { 'text/plain': { schema: { type: 'string' } } } }, responses: { 202: json('Taken, with counts.'), 403: json('Not from a page of this site.') } },
  'GET /api/sign-in/oidc': { summary: 'To the provider that signs people in.', responses: { 302: { description: 'To the provider.' } } },
  'GET /api/sign-in/oidc/callback': { summary: 'Back from the provider.', responses: { 302: { description: 'To a page of the product.' } } },
  'GET /api/preferences/{token}': { summary: 'The page on which a customer sees and changes their choices.', description: 'The link is the key: signed, with an end. Looking changes nothing.', responses: { 200: file('A page.', 'text/html'), 404: file('The link is not valid.', 'text/html') } },
  'POST /api/preferences/{token}': { summary: 'Save the choices of that page.', responses: { 200: file('The page, with what holds now.', 'text/html') } },
  'GET /api/preferences/{token}/off/{purpose}/{channel}': { summary: 'Asks whether letters of one purpose should stop; does nothing by itself.', responses: { 200: file('A page with one button.', 'text/html') } },
  'POST /api/preferences/{token}/off/{purpose}/{channel}': { summary: 'Unsubscribe in one click (RFC 8058).', responses: { 200: file('The page, with what holds now.', 'text/html') } },
  'GET /api/subject-files/{id}/json': { summary: 'A copy of everything kept on a person, for programs.', description: 'Made by `makeSubjectFile` over GraphQL; belongs to whoever made it, for seven days.', responses: { 200: file('The copy.', 'application/json'), 410: json('Expired.') } },
  'GET /api/subject-files/{id}/html': { summary: 'The same copy as a page to read and print.', responses: { 200: file('The copy.', 'text/html'), 410: json('Expired.') } },
  'GET /api/exports/{id}/file': { summary: 'The file of an export.', description: 'Asked for by `exportCustomers` or `exportOrders` over GraphQL; belongs to whoever asked, for seven days.', responses: { 200: file('The file.', 'text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'), 410: json('Expired.') } },
};
