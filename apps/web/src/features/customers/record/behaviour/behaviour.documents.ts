import { graphql } from '@dossier/client';

export const InterestProfileDocument = graphql(`
  query InterestProfile($id: ID!) {
    interestProfile(customerId: $id) {
      asOf computedAt freshness eventCount lastEventAt
      interests { topicId topic { name } parent { name } score fromEvents declared refused choice eventCount lastAt halfLifeDays }
    }
  }
`);
export const InterestEvidenceDocument = graphql(`
  query InterestEvidence($id: ID!, $topic: ID!) {
    interestEvidence(customerId: $id, topicId: $topic) {
      asOf formula interest { score fromEvents declared eventCount halfLifeDays }
      parts { eventId name occurredAt path productCode weight ageDays part }
    }
  }
`);
export const SetInterestDocument = graphql(`
  mutation SetInterest($id: ID!, $topic: ID!, $kind: InterestKind!) { setInterest(customerId: $id, topicId: $topic, kind: $kind) { asOf } }
`);
export const ClearInterestDocument = graphql(`
  mutation ClearInterest($id: ID!, $topic: ID!) { clearInterest(customerId: $id, topicId: $topic) { asOf } }
`);
export const BehaviourDaysDocument = graphql(`
  query BehaviourDays($id: ID!, $days: Int) { behaviourDays(customerId: $id, days: $days) { day name count } }
`);
export const BehaviourEventsDocument = graphql(`
  query BehaviourEvents($id: ID!, $first: Int, $after: String) {
    behaviourEvents(customerId: $id, first: $first, after: $after) {
      nodes { id name occurredAt path productCode productName channelMark site topics { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
export const BehaviourStopDocument = graphql(`
  query BehaviourStop($id: ID!) { behaviourStop(customerId: $id) { isStopped stoppedAt reason } }
`);
export const StopBehaviourDocument = graphql(`
  mutation StopBehaviour($id: ID!, $reason: String) { stopBehaviour(customerId: $id, reason: $reason) { isStopped } }
`);
export const ResumeBehaviourDocument = graphql(`
  mutation ResumeBehaviour($id: ID!) { resumeBehaviour(customerId: $id) { isStopped } }
`);