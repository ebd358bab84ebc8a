import { graphql } from '@dossier/client';

export const CustomerFactsDocument = graphql(`
  query CustomerFacts($id: ID!) {
    customerFacts(id: $id) {
      field stale
      current { id value source origin observedAt confidence actor { id name } channel { id name } }
      reviewed { id verdict recordedAt actor { id name } }
      readings { id value source origin observedAt recordedAt confidence verdict actor { id name } channel { id name } }
    }
    customerCompleteness(id: $id) { share sections { section share missing } }
    contactValidity(customerId: $id) { id kind probability halfLifeMonths outcome since stale }
  }
`);

export const CheckContactDocument = graphql(`
  mutation CheckContact($identityId: ID!, $outcome: ContactOutcome!) { checkContact(identityId: $identityId, outcome: $outcome) { id probability outcome } }
`);

export const RecordThenDocument = graphql(`
  query RecordThen($id: ID!, $at: DateTime!) {
    customerRecordAsOf(id: $id, at: $at) { customerId at customer parts { type rows } sha256 whole exactSince }
  }
`);

export const ProfileSnapshotsDocument = graphql(`
  query ProfileSnapshots($customerId: ID!) {
    profileSnapshots(customerId: $customerId, first: 20) { nodes { id version takenAt sha256 size isReproduced takenBy { id name } } pageInfo { hasNextPage endCursor } }
  }
`);

export const StoreRecordDocument = graphql(`
  mutation StoreRecord($id: ID!) { storeCustomerRecord(id: $id) { id version takenAt } }
`);
