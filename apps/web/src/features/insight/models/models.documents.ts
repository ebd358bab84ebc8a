import { graphql } from '@dossier/client';

export const ModelsDocument = graphql(`
  query Models {
    models {
      kind name method health isFallback runningJobId can
      published { id number state publishedAt scoredRows scoredAt }
      latest { id number state fittedAt weak }
      lastCheck { id checkedAt health psi gap }
    }
  }
`);

export const ModelDocument = graphql(`
  query ModelCard($kind: ModelKind!) {
    model(kind: $kind) {
      kind name method methodVersion health isFallback runningJobId can
      published { id number state card publishedAt scoredAt scoredRows }
      latest { id number state }
      lastCheck { id checkedAt health psi gap reliability cautions }
    }
  }
`);

export const ModelVersionsDocument = graphql(`
  query ModelVersions($kind: ModelKind!, $first: Int) {
    modelVersions(kind: $kind, first: $first) {
      nodes { id version number state weak method methodVersion fittedAt publishedAt retiredAt fittedBy { id name } error card can }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const FitModelDocument = graphql(`
  mutation FitModel($kind: ModelKind!) { fitModel(kind: $kind) { id jobId } }
`);

export const PublishModelVersionDocument = graphql(`
  mutation PublishModelVersion($id: ID!) { publishModelVersion(id: $id) { id version number state } }
`);

export const RollBackModelDocument = graphql(`
  mutation RollBackModel($kind: ModelKind!) { rollBackModel(kind: $kind) { id version number state } }
`);

export const CheckModelDocument = graphql(`
  mutation CheckModel($kind: ModelKind!) { checkModel(kind: $kind) { id jobId } }
`);

export const CancelModelJobDocument = graphql(`
  mutation CancelModelJob($id: ID!) { cancelJob(id: $id) { id state } }
`);
