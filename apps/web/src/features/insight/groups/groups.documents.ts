import { graphql, type AnswerOf, type VariablesOf } from '@dossier/client';

export const ClusterBoardDocument = graphql(`
  query ClusterBoard {
    clusterBoard { isPublished isOpen isClear isStable isFallback silhouette customers fittedOn asOf scoredAt clusters { cluster name customers share stability differences { feature difference mean whole } } }
  }
`);

export const NameClusterDocument = graphql(`
  mutation NameCluster($cluster: Int!, $name: String) { nameCluster(cluster: $cluster, name: $name) { isPublished } }
`);

export const MarketBoardDocument = graphql(`
  query MarketBoard {
    marketBoard {
      asOf isRunning revenue
      lines {
        isOpen isComputed customers buyers orders revenue share concentration marketShare
        needs { category customers }
        growth { yearly low high months isWeak needed }
        change { before after customers orders amount }
        months { month orders revenue }
        segment { id version name note basis segmentId categoryId category { id name } country region can }
        figures { id kind year amount competitor share source toldOn author { id name } can }
      }
    }
  }
`);

export const CreateMarketSegmentDocument = graphql(`
  mutation CreateMarketSegment($input: MarketSegmentInput!) { createMarketSegment(input: $input) { id version name } }
`);

export const UpdateMarketSegmentDocument = graphql(`
  mutation UpdateMarketSegment($id: ID!, $version: Int!, $input: MarketSegmentInput!) { updateMarketSegment(id: $id, version: $version, input: $input) { id version name } }
`);

export const ArchiveMarketSegmentDocument = graphql(`
  mutation ArchiveMarketSegment($id: ID!) { archiveMarketSegment(id: $id) { id version } }
`);

export const RestoreMarketSegmentDocument = graphql(`
  mutation RestoreMarketSegment($id: ID!) { restoreMarketSegment(id: $id) { id version } }
`);

export const AddMarketFigureDocument = graphql(`
  mutation AddMarketFigure($id: ID!, $input: MarketFigureInput!) { addMarketFigure(id: $id, input: $input) { id version } }
`);

export const ArchiveMarketFigureDocument = graphql(`
  mutation ArchiveMarketFigure($id: ID!) { archiveMarketFigure(id: $id) { id version } }
`);

export const RestoreMarketFigureDocument = graphql(`
  mutation RestoreMarketFigure($id: ID!) { restoreMarketFigure(id: $id) { id version } }
`);

export const MarketChoicesDocument = graphql(`
  query MarketChoices { categories { id name } segments(first: 200) { nodes { id name readable } pageInfo { hasNextPage endCursor } } }
`);

export const MarketCustomersDocument = graphql(`
  query MarketCustomers($definition: SegmentDefinitionInput!) { previewSegment(definition: $definition) { count { count isExact } customers { id archiveNo name companyName } } }
`);

export type ClusterBoard = NonNullable<AnswerOf<typeof ClusterBoardDocument>['clusterBoard']>;
export type Cluster = ClusterBoard['clusters'][number];
export type MarketBoard = NonNullable<AnswerOf<typeof MarketBoardDocument>['marketBoard']>;
export type MarketLine = MarketBoard['lines'][number];
export type MarketFigure = MarketLine['figures'][number];
export type MarketSegmentWish = VariablesOf<typeof CreateMarketSegmentDocument>['input'];
export type MarketFigureWish = VariablesOf<typeof AddMarketFigureDocument>['input'];
export type CustomersWish = VariablesOf<typeof MarketCustomersDocument>['definition'];
