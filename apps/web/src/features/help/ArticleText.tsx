import { marked } from 'marked';
import { useMemo, type MouseEvent } from 'react';

/** Our own articles as HTML: they come with the build, never from a person. Links to other articles stay in the drawer. */
export function ArticleText({ text, onOpen }: { text: string; onOpen: (id: string) => void }) {
  const html = useMemo(() => marked.parse(text, { async: false }), [text]);
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a')?.getAttribute('href') : null;
    const id = /^(?:\.\/)?([\w-]+?)(?:\.(?:zh|en))?\.md(?:#.*)?$/.exec(link ?? '')?.[1];
    if (!id) return;
    event.preventDefault();
    onOpen(id);
  };
  return <div onClick={follow} dangerouslySetInnerHTML={{ __html: html }} />;
}
