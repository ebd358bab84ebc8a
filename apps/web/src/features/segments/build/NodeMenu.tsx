import { Button, Dropdown } from 'antd';
import { Ellipsis } from 'lucide-react';
import { Icon, useText } from '@dossier/ui';
import { dissolved, duplicated, stepped, swappedSide, wrapped } from '../rules/rule.tree';
import { isGroup, type Node } from '../rules/rule.types';
import { useBuilder } from './builder.context';
import { builderText } from './builder.text';
import { turned } from './turned';

/** What else can be done with a condition or a group; each verb is one step that can be taken back. */
export function NodeMenu({ node, what, excluded }: { node: Node; what: string; excluded: boolean }) {
  const t = useText(builderText);
  const { edit } = useBuilder();
  const verbs: Record<string, () => void> = {
    turn: () => edit((definition) => turned(definition, node.id)),
    up: () => edit((definition) => stepped(definition, node.id, -1)),
    down: () => edit((definition) => stepped(definition, node.id, 1)),
    wrap: () => edit((definition) => wrapped(definition, node.id, 'any')),
    dissolve: () => edit((definition) => dissolved(definition, node.id)),
    duplicate: () => edit((definition) => duplicated(definition, node.id)),
    side: () => edit((definition) => swappedSide(definition, node.id)),
  };
  const items = [
    { key: 'turn', label: t(node.not ? 'turnBack' : 'turnRound') },
    { key: 'up', label: t('moveUp') },
    { key: 'down', label: t('moveDown') },
    isGroup(node) ? { key: 'dissolve', label: t('dissolve'), disabled: node.not } : { key: 'wrap', label: t('wrap') },
    { key: 'duplicate', label: t('duplicate') },
    { key: 'side', label: t(excluded ? 'toRule' : 'toExclude') },
  ];
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => verbs[key]?.() }}>
      <Button type="text" size="small" icon={<Icon of={Ellipsis} />} aria-label={t('more', { what })} />
    </Dropdown>
  );
}
