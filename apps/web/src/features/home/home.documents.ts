import { graphql } from '@dossier/client';

export const HomeCustomersDocument = graphql(`
  query HomeCustomers {
    customerFigures { mine { count isExact } all { count isExact } bought { count isExact } fresh { count isExact } }
  }
`);

export const HomeChangesDocument = graphql(`
  query HomeChanges {
    customers(sort: UPDATED_AT, order: DESC, first: 8) { nodes { id version name companyName archiveNo updatedAt owner { id name } } }
  }
`);

export const HomeImportsDocument = graphql(`
  query HomeImports { imports(first: 5) { nodes { id fileName state rowCount createdAt job { id state done total } } } }
`);

export const HomeBatchesDocument = graphql(`
  query HomeBatches { operationBatches(first: 5) { nodes { id kind state title rowCount createdAt jobId } } }
`);

export const HomeUsersDocument = graphql(`
  query HomeUsers { users(first: 2) { totalCount } }
`);

export const HomeTeamsDocument = graphql(`
  query HomeTeams { teams { id memberCount } }
`);

export const HomeViewsDocument = graphql(`
  query HomeViews { savedViews(list: "customers") { id mine } }
`);

export const NextStepsDocument = graphql(`
  query NextSteps($filter: CommunicationFilter) {
    communications(filter: $filter, sort: NEXT_ON, order: ASC, first: 8) {
      nodes { id version nextStep nextOn summary can customer { id name companyName archiveNo } }
    }
  }
`);

export const FinishHomeStepDocument = graphql(`
  mutation FinishHomeStep($id: ID!) { finishNextStep(id: $id) { id version } }
`);

export const ReopenHomeStepDocument = graphql(`
  mutation ReopenHomeStep($id: ID!) { reopenNextStep(id: $id) { id version } }
`);

export const HomeTasksDocument = graphql(`
  query HomeTasks($filter: TaskFilter, $first: Int) { tasks(filter: $filter, sort: DUE_ON, first: $first) { nodes { id version title dueOn isOverdue waitsFor can } totalCount totalIsExact } }
`);

export const FinishHomeTaskDocument = graphql(`
  mutation FinishHomeTask($id: ID!) { finishTask(id: $id) { id version } }
`);

export const ReopenHomeTaskDocument = graphql(`
  mutation ReopenHomeTask($id: ID!) { reopenTask(id: $id) { id version } }
`);
