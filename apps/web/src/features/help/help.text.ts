import { texts } from '@dossier/ui';

export const helpText = texts('help', {
  title: { zh: '帮助', en: 'Help' },
  search: { zh: '在帮助中查找', en: 'Search the help' },
  all: { zh: '全部文章', en: 'All articles' },
  none: { zh: '没有找到这样的文章。', en: 'No such article.' },
  checklist: { zh: '重新显示入门清单', en: 'Show the checklist again' },
  checklistBack: { zh: '入门清单回到工作台了。', en: 'The checklist is back on the home page.' },
  otherLanguage: { zh: '这篇文章只有英文。', en: 'This article is in Chinese only.' },
});
