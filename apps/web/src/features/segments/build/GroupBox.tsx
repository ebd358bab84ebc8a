import { Button, Select } from 'antd';
import { X } from 'lucide-react';
import { Icon, useText } from '@dossier/ui';
import type { KeyboardEvent } from 'react';
import { changed, removed, stepped } from '../rules/rule.tree';
import { isGroup, type Group } from '../rules/rule.types';
import { AddRule } from './AddRule';
import { useBuilder } from './builder.context';
import { builderText } from './builder.text';
import { LeafRow } from './LeafRow';
import { NodeMenu } from './NodeMenu';

const JOINS = { all: { how: 'all', not: false }, any: { how: 'any', not: false }, notAny: { how: 'any', not: true }, notAll: { how: 'all', not: true } } as const;
type Join = keyof typeof JOINS;
const joinOf = ({ how, not }: Group): Join => (not ? (how === 'any' ? 'notAny' : 'notAll') : how);

/** Conditions within one bracket; the bracket bears how they are joined. */
export function GroupBox({ group, root, excluded = false, opens }: { group: Group; root?: boolean; excluded?: boolean; /** Its first condition waits to be named. */ opens?: boolean }) {
  const t = useText(builderText);
  const { edit } = useBuilder();
  const join = joinOf(group);
  const what = t(`${join}Long`);
  const keys = (event: KeyboardEvent) => {
    if (root || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    edit((definition) => stepped(definition, group.id, event.key === 'ArrowUp' ? -1 : 1));
  };
  return (
    <div className={root ? 'segment-group segment-group-root' : 'segment-group'} role="group" aria-label={what} onKeyDown={keys}>
      <div className={group.rules.length > 1 ? 'segment-bracket' : 'segment-bracket segment-bracket-one'}>
        <Connector group={group} root={root} />
      </div>
      <div className="segment-rules">
        {group.rules.map((node) => (isGroup(node) ? <div key={node.id} className="segment-inner"><GroupBox group={node} excluded={excluded} /></div> : <LeafRow key={node.id} leaf={node} excluded={excluded} />))}
        <div className="segment-group-foot">
          <AddRule groupId={group.id} label={t('add')} inner={group.how === 'all' ? 'any' : 'all'} open={opens} />
          {!root && <span className="segment-group-verbs"><NodeMenu node={group} what={what} excluded={excluded} /><Button type="text" size="small" icon={<Icon of={X} />} aria-label={t('remove', { what })} onClick={() => edit((definition) => removed(definition, group.id))} /></span>}
        </div>
      </div>
    </div>
  );
}

function Connector({ group, root }: { group: Group; root?: boolean }) {
  const t = useText(builderText);
  const { edit } = useBuilder();
  const offered = (Object.keys(JOINS) as Join[]).filter((join) => !root || !JOINS[join].not);
  return (
    <Select size="small" className="segment-join" aria-label={t('connector')} value={joinOf(group)} popupMatchSelectWidth={false} labelRender={({ value }) => t(value as Join)}
      options={offered.map((join) => ({ value: join, label: t(`${join}Long`) }))} onChange={(join: Join) => edit((definition) => changed(definition, group.id, (node) => ({ ...node, ...JOINS[join] })))} />
  );
}

/** Whom the segment never takes in: rows without a bracket, for any one of them is enough. */
export function ExcludeBox({ group }: { group: Group }) {
  const t = useText(builderText);
  return (
    <div className="segment-group segment-group-out">
      <div className="segment-rules">
        {group.rules.map((node) => (isGroup(node) ? <div key={node.id} className="segment-inner"><GroupBox group={node} excluded /></div> : <LeafRow key={node.id} leaf={node} excluded />))}
        <div className="segment-group-foot"><AddRule groupId={group.id} label={t('addExclude')} inner="all" /></div>
      </div>
    </div>
  );
}
