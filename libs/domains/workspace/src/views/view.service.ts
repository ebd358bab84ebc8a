import { Injectable } from '@nestjs/common';
import { ViewVisibility } from '@dossier/vocabulary/people-enums';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, newId, selectionFrom, type Raw, type Records } from '@dossier/kernel/data';
import { wholeList } from '@dossier/teams';
import { SavedView } from './view.entity';
import type { SavedViewInput } from './view.inputs';
import { viewList } from './view.list';
import { mine, shareable, stateOf } from './view.rules';

/** Views are few and small: they are read whole, so that `mine` can be told from the owner. */
const whole = selectionFrom(['list', 'name', 'visibility', 'state', 'isDefault', 'ownerId', 'owner.id', 'owner.name', 'createdAt', 'updatedAt', 'archivedAt']);

@Injectable()
export class ViewService {
  constructor(@InjectRecords(SavedView) private readonly views: Records<SavedView>) {}

  /** The views of a list that this viewer may open: own ones first. */
  async of(viewer: Viewer, list: string): Promise<Raw[]> {
    const rows = await wholeList(this.views, viewer, whole, { spec: viewList, filter: { list } });
    const views = rows.map((row) => withMine(row, viewer));
    return [...views.filter((view) => view['mine'] === true), ...views.filter((view) => view['mine'] !== true)];
  }

  async read(viewer: Viewer, id: string): Promise<Raw> {
    return withMine(await this.views.read(viewer, id, whole), viewer);
  }

  /** Makes a view, or changes one's own. Only one view of a list is the one its owner begins with. */
  async save(viewer: Viewer, input: SavedViewInput): Promise<SavedView> {
    const { list, isDefault = false, visibility = ViewVisibility.PRIVATE } = input;
    const fields = { list, name: input.name.normalize('NFKC').trim(), visibility, isDefault, state: stateOf(input.state) };
    if (!input.id) {
      shareable(visibility, viewer);
      if (isDefault) await this.yieldDefault(viewer, list, null);
      return this.views.add(viewer, { id: newId(), ownerId: viewer.userId!, ...fields });
    }
    const view = await this.views.get(viewer, input.id, 'UPDATE');
    mine(view, viewer);
    if (visibility !== view.visibility) shareable(visibility, viewer);
    if (isDefault) await this.yieldDefault(viewer, list, view.id);
    return this.views.save(viewer, view, fields, 'UPDATE', input.version === undefined ? {} : { base: input.version });
  }

  async remove(viewer: Viewer, id: string): Promise<void> {
    const view = await this.views.get(viewer, id, 'ARCHIVE');
    mine(view, viewer);
    await this.views.save(viewer, view, { isDefault: false }, 'ARCHIVE').then((left) => this.views.archive(viewer, left));
  }

  private async yieldDefault(viewer: Viewer, list: string, keep: string | null): Promise<void> {
    await currentWork().query(
      'update saved_view set is_default = false, version = version + 1, updated_at = now() where owner_id = $1 and list = $2 and is_default and id is distinct from $3::uuid',
      [viewer.userId, list, keep],
    );
  }
}

const withMine = (row: Raw, viewer: Viewer): Raw => ({ ...row, mine: row['ownerId'] === viewer.userId });
