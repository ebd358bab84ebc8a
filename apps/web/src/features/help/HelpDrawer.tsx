import { Button, Input } from 'antd';
import { Icon, SideDrawer, useLanguage, usePlace, useText, useToast } from '@dossier/ui';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { ArticleText } from './ArticleText';
import { articleOf, articlesIn } from './articles';
import { helpText } from './help.text';
import './help.css';

const CHECKLIST = 'dossier.checklist';

/** The article of this page first; all others by search. */
export function HelpDrawer({ onClose }: { onClose: () => void }) {
  const t = useText(helpText);
  const language = useLanguage();
  const toast = useToast();
  const here = usePlace().help;
  const [picked, setPicked] = useState<string | null>(here);
  const [search, setSearch] = useState('');
  const article = search === '' ? articleOf(picked, language) : undefined;
  const list = articlesIn(language).filter(one => `${one.title}\n${one.text}`.toLowerCase().includes(search.trim().toLowerCase()));
  const open = (id: string) => {
    setPicked(id);
    setSearch('');
  };
  const callBack = () => {
    localStorage.setItem(CHECKLIST, 'shown');
    toast.say(t('checklistBack'));
  };
  return (
    <SideDrawer open title={t('title')} onClose={onClose}>
      <Input prefix={<Icon of={Search} />} aria-label={t('search')} placeholder={t('search')} value={search} onChange={event => setSearch(event.target.value)} allowClear />
      {article && <article className="d-article" lang={article.language === 'zh' ? 'zh-CN' : 'en'}>{article.language !== language && <p className="d-caption">{t('otherLanguage')}</p>}<ArticleText text={article.text} onOpen={open} /></article>}
      <h2 className="d-help-head">{t('all')}</h2>
      {list.length === 0 && <p className="d-caption">{t('none')}</p>}
      <ul className="d-rows">{list.map(one => <li className="d-row" key={one.id}><button type="button" className="d-link" aria-current={one.id === picked} onClick={() => open(one.id)}>{one.title}</button></li>)}</ul>
      <p className="d-quiet"><Button onClick={callBack}>{t('checklist')}</Button></p>
    </SideDrawer>
  );
}
