import { graphql } from '@dossier/client';

export const HealthDocument = graphql(`
  query Health {
    health {
      state measuredAt
      lines { key state title evidence advice measuredAt }
      processes { id part host pid build startedAt seenAt }
    }
  }
`);

export const OperatedJobsDocument = graphql(`
  query OperatedJobs($filter: OperatedJobFilter, $sort: OperatedJobSort, $order: SortOrder, $first: Int, $after: String) {
    operatedJobs(filter: $filter, sort: $sort, order: $order, first: $first, after: $after) {
      nodes {
        id name state done total attempts takeovers error detail requestId holder heartbeatAt isSilent leaseUntil cancelAsked
        createdAt startedAt endedAt can starter { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
      totalIsExact
    }
  }
`);

export const JobSchedulesDocument = graphql(`
  query JobSchedules { jobSchedules { name everySeconds lastRunAt lastState nextRunAt } }
`);

export const KeyStateDocument = graphql(`
  query KeyState {
    keyState { current versions rotating leftBehind inFile }
    operatedJobs(filter: { name: { equals: "kernel.rotate-keys" }, state: { in: ["QUEUED", "RUNNING"] } }, first: 1) { nodes { id } }
  }
`);

export const RotateKeysDocument = graphql(`
  mutation RotateKeys { rotateKeys { id } }
`);

export const RetireKeyDocument = graphql(`
  mutation RetireKey($version: Int!) { retireKey(version: $version) { current } }
`);

export const RetryJobDocument = graphql(`
  mutation RetryJob($id: ID!) { retryJob(id: $id) { id state } }
`);

export const StopJobDocument = graphql(`
  mutation StopJob($id: ID!) { stopJob(id: $id) { id state cancelAsked } }
`);
