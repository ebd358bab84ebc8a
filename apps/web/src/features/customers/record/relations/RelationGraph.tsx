import { GraphChart, useText, type Palette } from '@dossier/ui';
import { useAsk, useFormat } from '@dossier/client';
import type { CustomerRecord } from '../record.types';
import { calledOf, type Graph } from './relation.words';
import { RelationGraphDocument } from './relations.documents';
import { relationsText, relationTerms } from './relations.text';

/** More names than this would lie over each other; then only the nearest bear theirs. */
const MOST_NAMED = 40;
const STEPS = ['centre', 'step1', 'step2'] as const;

/** Who stands around a customer, two steps far: drawn, and as a table. */
export function RelationGraph({ customer }: { customer: CustomerRecord }) {
  const t = useText(relationsText);
  const term = useText(relationTerms);
  const format = useFormat();
  const asked = useAsk(RelationGraphDocument, { customerId: customer.id });
  const graph = asked.data?.relationGraph;
  const nodes = graph?.nodes ?? [];
  if (!graph || nodes.length < 2) return null;
  const step = (hop: number | null | undefined) => t(STEPS[hop ?? 0] ?? 'step2');
  const relations = (id: string) => (graph.edges ?? []).filter((edge) => edge.fromId === id || edge.toId === id).length;
  const words = { kind: (kind: string) => term(`RelationKind.${kind}` as Parameters<typeof term>[0]), nobody: t('nobody') };
  return (
    <GraphChart height={320} title={t(graph.isCut ? 'graphCut' : 'graphTitle', { count: format.number(nodes.length) })} unit={t('graphUnit')} asOf={format.dayShort(format.today())}
      option={(palette) => graphOption(palette, graph, words)}
      table={{
        columns: [{ key: 'name', title: t('customer') }, { key: 'no', title: t('fileNo') }, { key: 'step', title: t('steps') }, { key: 'relations', title: t('connections'), align: 'right' }],
        rows: nodes.map((node) => ({ name: calledOf(node.customer) || t('nobody'), no: node.customer?.archiveNo ?? '', step: step(node.hop), relations: relations(node.id) })),
      }} />
  );
}

function graphOption(palette: Palette, graph: Graph, words: { kind: (kind: string) => string; nobody: string }) {
  const nodes = graph.nodes ?? [];
  const colours = [palette.chart[0], palette.chart[1], palette.chart[2]];
  return {
    tooltip: { backgroundColor: palette.tip, borderWidth: 0, padding: [6, 10], textStyle: { color: palette.onTip, fontSize: 12 } },
    series: [{
      type: 'graph', layout: 'force', roam: false, animation: false, force: { layoutAnimation: false, repulsion: 140, edgeLength: [36, 96] },
      data: nodes.map((node) => ({
        id: node.id, name: calledOf(node.customer) || words.nobody, symbolSize: node.hop === 0 ? 22 : node.hop === 1 ? 14 : 8, itemStyle: { color: colours[node.hop ?? 0] ?? colours[2] },
        label: { show: node.hop === 0 || nodes.length <= MOST_NAMED, position: 'right', color: palette.ink2, fontSize: 12 },
      })),
      links: (graph.edges ?? []).map((edge) => ({
        source: edge.fromId, target: edge.toId, lineStyle: { color: palette.ink3, opacity: 0.6, width: 1 + 2 * (edge.strength ?? 0) }, tooltip: { formatter: edge.kind ? words.kind(edge.kind) : '' },
      })),
    }],
  };
}
