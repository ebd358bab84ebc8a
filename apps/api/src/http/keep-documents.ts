import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import pg from 'pg';

/** How long the documents of an earlier build are still served: to pages that were open when the new one came. */
const KEPT_DAYS = 30;

/** The documents of a built SPA, hash to text; none where nothing was built. */
export function documentsIn(file: string): Readonly<Record<string, string>> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}

/**
 * Writes the documents of this build into the table of those that sessions may run, under the owner login: the login
 * that serves requests can only read them. A text that does not match its hash is a broken build.
 */
export async function keepDocuments(ownerUrl: string, documents: Readonly<Record<string, string>>): Promise<number> {
  const rows = Object.entries(documents).map(([name, body]) => ({ hash: name.replace(/^sha256:/, ''), body }));
  const broken = rows.find(({ hash, body }) => createHash('sha256').update(body).digest('hex') !== hash);
  if (broken) throw new Error(`The document ${broken.hash} of the build has another text than its hash says`);
  if (rows.length === 0) return 0;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      `insert into trusted_document (hash, body) select x->>'hash', x->>'body' from jsonb_array_elements($1::jsonb) x
       on conflict (hash) do update set last_seen = now()`, [JSON.stringify(rows)],
    );
    await client.query(`delete from trusted_document where last_seen < now() - make_interval(days => $1)`, [KEPT_DAYS]);
  } finally {
    await client.end();
  }
  return rows.length;
}
