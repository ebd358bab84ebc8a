import { Input } from 'antd';
import { Search } from 'lucide-react';
import { Icon, useText, type Filter } from '@dossier/ui';
import { useEffect, useRef, useState } from 'react';
import { viewsText } from './views.text';

const QUIET = 250;

/** Finds by name, pinyin, phone tail or number within the list; waits for a pause, and for the input method to end. */
export function FindInList({ filter, onFilter }: { filter: Filter; onFilter: (filter: Filter) => void }) {
  const t = useText(viewsText);
  const asked = typeof filter['search'] === 'string' ? filter['search'] : '';
  const [typed, setTyped] = useState(asked);
  const composing = useRef(false);
  useEffect(() => setTyped(asked), [asked]);
  useEffect(() => {
    if (typed === asked || composing.current) return undefined;
    const { search: _, ...others } = filter;
    const timer = setTimeout(() => onFilter(typed.trim() === '' ? others : { ...others, search: typed.trim() }), QUIET);
    return () => clearTimeout(timer);
  }, [typed, asked, filter, onFilter]);
  return (
    <Input className="d-find" allowClear aria-label={t('find')} placeholder={t('find')} prefix={<Icon of={Search} />} value={typed}
      onCompositionStart={() => { composing.current = true; }} onCompositionEnd={(event) => { composing.current = false; setTyped(event.currentTarget.value); }}
      onChange={(event) => setTyped(event.target.value)} />
  );
}
