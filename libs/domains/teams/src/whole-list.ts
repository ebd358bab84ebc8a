import type { Viewer } from '@dossier/kernel/access';
import type { Raw, Records, Selection } from '@dossier/kernel/data';
import type { ListSpec } from '@dossier/kernel/list';

const AT_ONCE = 200;
const none: Selection = { fields: new Map(), has: () => false, below: () => none };
const asNodes = (asked: Selection): Selection => ({ fields: new Map([['nodes', asked]]), has: (name) => name === 'nodes', below: () => asked });

interface Wanted {
  spec: ListSpec;
  filter?: object | null;
}

/** Every row within reach, page after page: for the few lists that are small by nature and shown whole. */
export async function wholeList<T extends { id: string }>(records: Records<T>, viewer: Viewer, asked: Selection, { spec, filter = null }: Wanted): Promise<Raw[]> {
  const rows: Raw[] = [];
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<Records<T>['page']>> = await records.page(viewer, { first: AT_ONCE, after, filter }, spec, asNodes(asked));
    rows.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return rows;
    after = page.pageInfo.endCursor;
  }
}
