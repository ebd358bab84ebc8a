const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What a page carries to show a form: a script, and a link for who runs none. */
export function embedCode({ home, path, title }: { home: string; path: string; title: string }): string {
  const code = path.split('/').at(-1) ?? '';
  return `<script src="${home}/embed.js" data-form="${code}" data-title="${escaped(title)}" async></script>\n<noscript><a href="${home}${path}">${escaped(title)}</a></noscript>`;
}
