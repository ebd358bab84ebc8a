import { currentWork } from '@dossier/kernel/data';

/** The live contacts of a customer before a correction, so that it can be undone. */
export interface Contacts {
  ids: string[];
  primaries: string[];
}

/** Which contacts stand, and which of them come first. */
export async function standingContacts(customerId: string): Promise<Contacts> {
  const rows = await currentWork().query<{ id: string; is_primary: boolean }>('select id, is_primary from customer_identity where customer_id = $1 and archived_at is null', [customerId]);
  return { ids: rows.map(({ id }) => id), primaries: rows.filter((row) => row.is_primary).map(({ id }) => id) };
}

/** Puts away what a correction has added, and puts first again what came first; what others have changed since stays. */
export async function restoreContacts(customerId: string, { added, primaries }: { added: readonly string[]; primaries: readonly string[] }): Promise<void> {
  if (added.length === 0) return;
  const work = currentWork();
  await work.query('update customer_identity set archived_at = now(), is_primary = false, version = version + 1, updated_at = now() where customer_id = $1 and id = any($2::uuid[]) and archived_at is null', [customerId, added]);
  await work.query(
    `update customer_identity i set is_primary = true, version = i.version + 1, updated_at = now() where i.customer_id = $1 and i.id = any($2::uuid[]) and i.archived_at is null and not i.is_primary
      and not exists (select 1 from customer_identity p where p.customer_id = i.customer_id and p.kind = i.kind and p.is_primary and p.archived_at is null)`,
    [customerId, primaries],
  );
}
