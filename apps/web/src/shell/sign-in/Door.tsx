import { appearance, PlainTheme, Seal, setAppearance, useNamePlace, useText } from '@dossier/ui';
import type { ReactNode } from 'react';
import { shellText } from '../shell.text';
import '../sign-in.css';

const FOLDERS = ['folder1', 'folder2', 'folder3', 'folder4', 'folder5', 'folder6'] as const;

/** The desk with six folders at the left, a sheet at the right: whatever stands before the product proper. */
export function Door({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  const t = useText(shellText);
  useNamePlace(title);
  const otherLanguage = () => setAppearance({ language: appearance().language === 'zh' ? 'en' : 'zh' });
  return (
    <PlainTheme>
      <div className="d-sign-in">
        <section className="d-desk" aria-label={t('product')}>
          <div className="d-brand"><Seal size={52} /><span><b>{t('product')}</b><span className="d-caption">{t('productOther')}</span></span></div>
          <p className="d-promise">{t('promise')}</p>
          <div className="d-folders" aria-hidden>
            {FOLDERS.map((folder, at) => <div key={folder} className="d-folder" style={{ '--at': at } as React.CSSProperties}><span>{t(folder)}</span></div>)}
          </div>
        </section>
        <main className="d-door">
          <div className="d-door-form">
            <div className="d-door-seal"><Seal size={44} /></div>
            <h1>{title}</h1>
            <p className="d-note">{note ?? <>{t('product')} · {window.location.host}</>}</p>
            {children}
            <p><button type="button" className="d-link" lang={appearance().language === 'zh' ? 'en' : 'zh-CN'} onClick={otherLanguage}>{t('otherLanguage')}</button></p>
          </div>
        </main>
      </div>
    </PlainTheme>
  );
}
