import { graphql } from '@dossier/client';

export const PacksDocument = graphql(`
  query Packs { packs { code note edition applied appliedAt appliedBy { id name } fieldCount ruleCount kpiCount sampleCount } }
`);

export const PackDiffDocument = graphql(`
  query PackDiff($code: PackCode!) { packDiff(code: $code) { code applied changes { kind action label count } } }
`);

export const PackKpisDocument = graphql(`
  query PackKpis { packKpis { code key label means unit value } }
`);

export const ApplyPackDocument = graphql(`
  mutation ApplyPack($code: PackCode!) { applyPack(code: $code) { code applied } }
`);

export const RemovePackDocument = graphql(`
  mutation RemovePack($code: PackCode!) { removePack(code: $code) { code applied } }
`);
