import { Link } from '@tanstack/react-router';
import { GraphChart, usePhone, useText, type Palette } from '@dossier/ui';
import { useAsk, useFormat } from '@dossier/client';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { CustomerRecord } from '../record.types';
import { CORNERS, placesOf, stepFrom } from './graph.walk';
import { calledOf, type Graph } from './relation.words';
import { RelationGraphDocument } from './relations.documents';
import { relationsText, relationTerms } from './relations.text';

/** More names than this would lie over each other; then only the nearest bear theirs. */
const MOST_NAMED = 40;
const STEPS = ['centre', 'step1', 'step2'] as const;
type Node = NonNullable<Graph['nodes']>[number];

/** Who stands around a customer, two steps far: drawn, walked by key, and as a table. */
export function RelationGraph({ customer }: { customer: CustomerRecord }) {
  const t = useText(relationsText);
  const term = useText(relationTerms);
  const isNarrow = usePhone();
  const format = useFormat();
  const asked = useAsk(RelationGraphDocument, { customerId: customer.id });
  const [walked, setWalked] = useState<string | null>(null);
  const graph = asked.data?.relationGraph;
  const places = useMemo(() => (graph ? placesOf(graph) : new Map<string, readonly [number, number]>()), [graph]);
  const nodes = graph?.nodes ?? [];
  if (!graph || nodes.length < 2) return null;
  const step = (hop: number | null | undefined) => t(STEPS[hop ?? 0] ?? 'step2');
  const relations = (id: string) => (graph.edges ?? []).filter((edge) => edge.fromId === id || edge.toId === id).length;
  const words = { kind: (kind: string) => term(`RelationKind.${kind}` as Parameters<typeof term>[0]), nobody: t('nobody') };
  const say = (node: Node) => t('graphNode', { name: calledOf(node.customer) || t('nobody'), step: step(node.hop), relations: `${t('connections')} ${format.number(relations(node.id))}` });
  return (
    <div className="relation-graph">
      <GraphChart height={320} title={t(graph.isCut ? 'graphCut' : 'graphTitle', { count: format.number(nodes.length) })} unit={t('graphUnit')} asOf={format.dayShort(format.today())}
        option={(palette) => graphOption(palette, { graph, places, walked, isNarrow, words })}
        table={{
          columns: [{ key: 'name', title: t('customer') }, { key: 'no', title: t('fileNo') }, { key: 'step', title: t('steps') }, { key: 'relations', title: t('connections'), align: 'right' }],
          rows: nodes.map((node) => ({ name: calledOf(node.customer) || t('nobody'), no: node.customer?.archiveNo ?? '', step: step(node.hop), relations: relations(node.id) })),
        }} />
      <Walk graph={graph} walked={walked} onWalk={setWalked} say={say} />
    </div>
  );
}

/** The customers of the graph as links of which one is reached by Tab, the others by arrows: each is read out with its step and its relations, and Enter opens its record. */
function Walk({ graph, walked, onWalk, say }: { graph: Graph; walked: string | null; onWalk: (id: string | null) => void; say: (node: Node) => string }) {
  const t = useText(relationsText);
  const list = useRef<HTMLUListElement>(null);
  const nodes = graph.nodes ?? [];
  const middle = nodes[0]?.id ?? '';
  const at = nodes.some(({ id }) => id === walked) ? walked! : middle;
  const current = nodes.find(({ id }) => id === walked);
  const press = (event: KeyboardEvent<HTMLUListElement>) => {
    const next = event.key === 'Escape' ? middle : stepFrom(graph, at, event.key);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    list.current?.querySelector<HTMLElement>(`[data-node="${next}"]`)?.focus();
  };
  return (
    <nav aria-label={t('graphWalk')} className="relation-walk">
      <ul ref={list} onKeyDown={press}>
        {nodes.map((node) => (
          <li key={node.id}><Link to={`/customers/${node.id}`} data-node={node.id} tabIndex={node.id === at ? 0 : -1} onFocus={() => onWalk(node.id)} onBlur={() => onWalk(null)}>{say(node)}</Link></li>
        ))}
      </ul>
      <p className="d-caption" aria-hidden="true">{current ? say(current) : t('graphKeys')}</p>
    </nav>
  );
}

interface Drawing { graph: Graph; places: ReadonlyMap<string, readonly [number, number]>; walked: string | null; isNarrow: boolean; words: { kind: (kind: string) => string; nobody: string } }

function graphOption(palette: Palette, { graph, places, walked, isNarrow, words }: Drawing) {
  const nodes = graph.nodes ?? [];
  const colours = [palette.chart[0], palette.chart[1], palette.chart[2]];
  const placed = (id: string) => {
    const [x, y] = places.get(id) ?? [0, 0];
    return { x, y };
  };
  return {
    tooltip: { backgroundColor: palette.tip, borderWidth: 0, padding: [6, 10], textStyle: { color: palette.onTip, fontSize: 12 } },
    series: [{
      type: 'graph', layout: 'none', roam: false, animation: false, preserveAspect: 'contain', left: 44, right: 44, top: 12, bottom: 32,
      data: [...nodes.map((node) => ({
        id: node.id, ...placed(node.id), name: calledOf(node.customer) || words.nobody, symbolSize: node.hop === 0 ? 22 : node.hop === 1 ? 14 : 8,
        itemStyle: { color: colours[node.hop ?? 0] ?? colours[2], ...(node.id === walked && { borderColor: palette.ink, borderWidth: 3 }) },
        label: { show: node.id === walked || node.hop === 0 || nodes.length <= MOST_NAMED, position: 'bottom', width: isNarrow ? 76 : 128, overflow: 'truncate', color: palette.ink2, fontSize: 12 },
      })), ...CORNERS.map(([x, y], at) => ({ id: `corner ${at}`, name: '', x, y, symbolSize: 0, label: { show: false } }))],
      links: (graph.edges ?? []).map((edge) => ({
        source: edge.fromId, target: edge.toId, lineStyle: { color: palette.ink3, opacity: 0.6, width: 1 + 2 * (edge.strength ?? 0) }, tooltip: { formatter: edge.kind ? words.kind(edge.kind) : '' },
      })),
    }],
  };
}
