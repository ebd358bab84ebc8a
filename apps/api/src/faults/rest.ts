import type { Asker } from './load';

/** Uploads a file of customers and gives the import's id. @throws Error when it is not taken. */
export async function uploaded(asker: Asker, bytes: Buffer, name: string): Promise<string> {
  const { text, status, code } = await asker.post('/api/imports?kind=customers', bytes, { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) });
  const id = status === 201 ? (JSON.parse(text) as { id: string }).id : null;
  if (id === null) throw new Error(`A file was not taken: ${status} ${code}`);
  return id;
}
