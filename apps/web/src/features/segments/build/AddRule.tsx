import { Button } from 'antd';
import { Brackets, Plus } from 'lucide-react';
import { Icon, useText } from '@dossier/ui';
import { useState } from 'react';
import { firstAsk } from '../ask/ask.kinds';
import { KindPicker } from '../ask/KindPicker';
import { added, groupOf, leafOf } from '../rules/rule.tree';
import { useBuilder } from './builder.context';
import { builderText } from './builder.text';

interface AddRuleProps { groupId: string; label: string; /** A group inside joins the other way round: alternatives among conditions, or the reverse. */ inner: 'all' | 'any'; open?: boolean }

/** Adds a condition, by typing what it is about, or a group of them. */
export function AddRule({ groupId, label, inner, open = false }: AddRuleProps) {
  const t = useText(builderText);
  const { edit, choices, setNewest } = useBuilder();
  const [picking, setPicking] = useState<'rule' | 'group' | null>(open ? 'rule' : null);
  const [clicked, setClicked] = useState(false);
  const begin = (what: 'rule' | 'group') => {
    setClicked(true);
    setPicking(what);
  };
  const pick = (key: string) => {
    const ask = firstAsk(key, choices.fields);
    if (!ask) return;
    const leaf = leafOf(ask);
    edit((definition) => added(definition, groupId, picking === 'group' ? groupOf(inner, [leaf]) : leaf));
    setNewest(leaf.id);
    setPicking(null);
  };
  if (picking) return <div className="segment-add"><KindPicker choices={choices} label={t('findField')} onPick={pick} waits open={clicked} onLeave={() => setPicking(null)} /></div>;
  return (
    <div className="segment-add">
      <Button type="text" size="small" icon={<Icon of={Plus} />} onClick={() => begin('rule')}>{label}</Button>
      <Button type="text" size="small" icon={<Icon of={Brackets} />} onClick={() => begin('group')}>{t('group')}</Button>
    </div>
  );
}
