import { marked } from 'marked';
import { Page, useText } from '@dossier/ui';
import { useMemo } from 'react';
import { keysText } from './keys.text';
import './keys.css';

/** docs/api.md, bundled. */
const [guide = ''] = Object.values(import.meta.glob<string>('../../../../../docs/api.md', { query: '?raw', import: 'default', eager: true }));

const idOf = (title: string): string => title.toLowerCase().replace(/[^a-z0-9 ]/g, '').replaceAll(' ', '-');

/** Headings can be linked to, code can be scrolled by keyboard, and the page on webhooks is a page of ours. */
const drawn = (text: string): string =>
  marked.parse(text.replace(/^# .*\n/, ''), { async: false }).replace(/<h2>(.*?)<\/h2>/g, (_, title: string) => `<h2 id="${idOf(title)}">${title}</h2>`).replaceAll('<pre>', '<pre tabindex="0">').replaceAll('href="webhooks.md"', 'href="/webhooks"');

/** docs/api.md as it stands, with the build: what a stranger with a key needs, and nothing else. */
export function GuideScreen() {
  const t = useText(keysText);
  const html = useMemo(() => drawn(guide), []);
  return (
    <Page title={t('docs')} crumbs={[{ label: t('title'), to: '/keys' }]} help="keys">
      <article className="keys-guide" lang="en" dangerouslySetInnerHTML={{ __html: html }} />
    </Page>
  );
}
