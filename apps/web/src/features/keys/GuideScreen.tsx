import { marked } from 'marked';
import { Page, useText } from '@dossier/ui';
import { useMemo } from 'react';
import { keysText } from './keys.text';
import './keys.css';

/** docs/api.md, bundled. */
const [guide = ''] = Object.values(import.meta.glob<string>('../../../../../docs/api.md', { query: '?raw', import: 'default', eager: true }));

/** docs/api.md as it stands, with the build: what a stranger with a key needs, and nothing else. */
export function GuideScreen() {
  const t = useText(keysText);
  const html = useMemo(() => marked.parse(guide.replace(/^# .*\n/, ''), { async: false }), []);
  return (
    <Page title={t('docs')} crumbs={[{ label: t('title'), to: '/keys' }]} help="keys">
      <article className="keys-guide" lang="en" dangerouslySetInnerHTML={{ __html: html }} />
    </Page>
  );
}
