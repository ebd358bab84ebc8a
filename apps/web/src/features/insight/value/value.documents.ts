import { graphql } from '@dossier/client';

export const RfmGridDocument = graphql(`
  query RfmGrid {
    rfmGrid {
      state lack found needed asOf customers revenue tied
      cells { recency frequency group customers revenue }
      groups { group customers revenue customersBefore before }
      cuts { column score from to }
    }
  }
`);

export const ValueDistributionDocument = graphql(`
  query ValueDistribution {
    valueDistribution {
      state lack found needed asOf basis customers horizonDays level method
      deciles { decile customers mean low high total predicted realised }
      alive { from to customers }
      holdOut { from to predicted realised customers }
    }
  }
`);
