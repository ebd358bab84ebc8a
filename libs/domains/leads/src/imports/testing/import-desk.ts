import type { Api, Client } from '@dossier/kernel/testing';

/** What a spec looks at of an import. */
export interface ImportSeen {
  id: string;
  state: string;
  format: string;
  headerRow: number;
  mapping: Record<string, string | null>;
  newCount: number;
  changedCount: number;
  sameCount: number;
  failedCount: number;
  insertedCount: number;
  updatedCount: number;
  skippedCount: number;
  batchId: string | null;
  sameFileAs: string | null;
  problems: readonly { code: string; column: string | null }[];
}

const FIELDS = 'id state format headerRow mapping newCount changedCount sameCount failedCount insertedCount updatedCount skippedCount batchId sameFileAs problems { code column }';

/** Brings files of leads in, as the screen does: upload, rules, dry run, commit, taking back. */
export class ImportDesk {
  constructor(
    private readonly client: Client,
    private readonly api: Api,
  ) {}

  async upload(bytes: string | Buffer, name = 'leads.csv'): Promise<string> {
    const answer = await this.client.post('/api/imports?kind=leads').set('X-File-Name', encodeURIComponent(name)).set('Content-Type', 'application/octet-stream').send(Buffer.from(bytes));
    if (answer.status !== 201) throw new Error(`The upload was answered with ${answer.status}: ${answer.text}`);
    return answer.body.id;
  }

  async seen(id: string): Promise<ImportSeen> {
    return (await this.client.query(`query($id: ID!) { import(id: $id) { ${FIELDS} } }`, { id })).import;
  }

  async until(id: string, states: readonly string[]): Promise<ImportSeen> {
    for (let tries = 0; tries < 2_000; tries += 1) {
      const found = await this.seen(id);
      if (states.includes(found.state)) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('The import does not come to an end');
  }

  async configure(id: string, input: object): Promise<void> {
    await this.client.mutate('mutation($id: ID!, $input: ConfigureImportInput!) { configureImport(id: $id, input: $input) { id } }', { id, input });
  }

  /** Further columns under their own names, beside what was proposed. */
  async details(id: string, columns: readonly string[]): Promise<void> {
    const { mapping } = await this.seen(id);
    await this.configure(id, { mapping: { ...mapping, ...Object.fromEntries(columns.map((column) => [column, 'detail'])) } });
  }

  async check(id: string): Promise<ImportSeen> {
    await this.client.mutate('mutation($id: ID!) { checkImport(id: $id) { id } }', { id });
    return this.until(id, ['CHECKED', 'UPLOADED']);
  }

  async commit(id: string): Promise<ImportSeen> {
    await this.client.mutate('mutation($id: ID!) { commitImport(id: $id) { id } }', { id });
    return this.until(id, ['DONE', 'FAILED']);
  }

  async bring(bytes: string | Buffer, { name, rules }: { name?: string; rules?: object } = {}): Promise<{ id: string; tried: ImportSeen; done: ImportSeen }> {
    const id = await this.upload(bytes, name);
    if (rules) await this.configure(id, rules);
    const tried = await this.check(id);
    return { id, tried, done: await this.commit(id) };
  }

  async revert(id: string): Promise<{ conflictCount: number }> {
    const { batchId } = await this.seen(id);
    await this.client.mutate('mutation($id: ID!) { revertBatch(id: $id) { id } }', { id: batchId });
    await this.until(id, ['REVERTED']);
    return (await this.api.db.query('select conflict_count as "conflictCount" from operation_batch where id = $1', [batchId])).rows[0];
  }
}
