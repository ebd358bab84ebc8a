import type { Language } from '@dossier/ui';

/** The articles of docs/help, bundled: `<id>.<language>.md`, title on the first line. */
const files = import.meta.glob<string>('../../../../../docs/help/*.md', { query: '?raw', import: 'default', eager: true });

export interface Article { id: string; title: string; text: string; language: Language }

const all: Article[] = Object.entries(files).map(([path, text]) => {
  const [, id = '', language = 'zh'] = /([^/]+)\.(zh|en)\.md$/.exec(path) ?? [];
  return { id, language: language as Language, title: /^#\s+(.+)$/m.exec(text)?.[1] ?? id, text };
});

export const articlesIn = (language: Language): Article[] => all.filter(article => article.language === language).sort((a, b) => a.title.localeCompare(b.title, language));

/** The article of a page in the reader's language, else in the other one. */
export const articleOf = (id: string | null, language: Language): Article | undefined => all.find(one => one.id === id && one.language === language) ?? all.find(one => one.id === id);
