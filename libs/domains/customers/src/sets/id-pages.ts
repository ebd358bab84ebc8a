import type { Viewer } from '@dossier/kernel/access';
import { selectionFrom, type Records } from '@dossier/kernel/data';
import { PAGE_LIMIT, type ListArgs, type ListSpec } from '@dossier/kernel/list';

const wanted = selectionFrom(['nodes.id', 'pageInfo.endCursor']);

/** The ids of a whole list in its order, page after page, each within the reader's reach. */
export async function* idPages<T extends { id: string }>(records: Records<T>, viewer: Viewer, args: ListArgs, spec: ListSpec): AsyncGenerator<string[]> {
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<Records<T>['page']>> = await records.page(viewer, { ...args, first: PAGE_LIMIT, after }, spec, wanted);
    if (page.nodes.length > 0) yield page.nodes.map((row) => String(row['id']));
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}
