import { texts } from '@dossier/ui';

/** What saved views are called on every list. */
export const viewsText = texts('saved-views', {
  all: { zh: '全部', en: 'All' },
  mine: { zh: '我负责的', en: 'Mine' },
  save: { zh: '保存', en: 'Save' },
  remove: { zh: '删除视图', en: 'Delete view' },
  removed: { zh: '视图“{name}”已删除。', en: 'View “{name}” deleted.' },
  saved: { zh: '视图“{name}”已保存。', en: 'View “{name}” saved.' },
  saveTitle: { zh: '保存为视图', en: 'Save as a view' },
  name: { zh: '视图名称', en: 'Name of the view' },
  whoSees: { zh: '谁能看到', en: 'Who sees it' },
  PRIVATE: { zh: '只有我', en: 'Only me' },
  TEAM: { zh: '我的团队', en: 'My team' },
  EVERYONE: { zh: '所有人', en: 'Everyone' },
  find: { zh: '在列表中查找', en: 'Find in this list' },
});
