import { graphql, type AnswerOf, type VariablesOf } from '@dossier/client';

export const ChurnBoardDocument = graphql(`
  query ChurnBoard($by: ChurnDimension!, $segmentIds: [ID!]) {
    churnBoard(by: $by, segmentIds: $segmentIds) {
      asOf isBehind isRunning customers
      definition { number kind factor days fieldKey horizonDays setOn setBy { id name } }
      months { month active left back rate low high isPartial }
      everybody { value name customers left median points { at survival low high } }
      curves { by chiSquare degrees p curves { value name customers left median points { at survival low high } } }
      hazards { team { id name } from customers left concordance hazards { name ratio low high p isUnsteady } curves { value name customers left median points { at survival low high } } }
      links { sign exposed exposedLeft others othersLeft difference low high oddsRatio oddsLow oddsHigh attributable }
      bands { band customers atStake }
      calibration { from to n predicted observed farthest isAmber bins { n predicted observed low high } }
    }
  }
`);

export const AtRiskDocument = graphql(`
  query AtRisk($filter: CustomerFilter, $sort: CustomerSort, $order: SortOrder, $first: Int) {
    customers(filter: $filter, sort: $sort, order: $order, first: $first) {
      nodes { id name archiveNo owner { id name } churn { band basis probability atStake quietDays allowedDays reasons isHeldOut } }
    }
  }
`);

export const ChurnFieldsDocument = graphql(`
  query ChurnFields { churnFields { id key name } }
`);

export const SetChurnDefinitionDocument = graphql(`
  mutation SetChurnDefinition($input: ChurnDefinitionInput!) { setChurnDefinition(input: $input) { id number } }
`);

export const RefreshChurnDocument = graphql(`
  mutation RefreshChurn { refreshChurn }
`);

export type Board = NonNullable<AnswerOf<typeof ChurnBoardDocument>['churnBoard']>;
export type Definition = NonNullable<Board['definition']>;
export type Curves = NonNullable<Board['curves']>;
export type Curve = NonNullable<Board['everybody']>;
export type Hazards = NonNullable<Board['hazards']>[number];
export type Link = NonNullable<Board['links']>[number];
export type AtRisk = NonNullable<AnswerOf<typeof AtRiskDocument>['customers']>['nodes'][number];
export type Dimension = VariablesOf<typeof ChurnBoardDocument>['by'];
export type DefinitionWish = VariablesOf<typeof SetChurnDefinitionDocument>['input'];
