import { graphql } from '@dossier/client';

export const MyTasksDocument = graphql(`
  query MyTasks($filter: TaskFilter, $first: Int) {
    tasks(filter: $filter, sort: DUE_ON, first: $first) {
      nodes { id version title state priority dueOn dueAt isOverdue waitsFor subjectType subjectId assignee { id name } can }
      totalCount totalIsExact
    }
  }
`);

export const TaskListDocument = graphql(`
  query TaskList($filter: TaskFilter, $sort: TaskSort, $order: SortOrder, $first: Int, $after: String) {
    tasks(filter: $filter, sort: $sort, order: $order, first: $first, after: $after) {
      nodes { id version title state priority dueOn dueAt isOverdue waitsFor subjectType subjectId acceptedAt doneAt assignee { id name } author { id name } acceptor { id name } can }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const TaskCountDocument = graphql(`
  query TaskCount($filter: TaskFilter) { tasks(filter: $filter) { totalCount totalIsExact } }
`);

export const TaskDocument = graphql(`
  query OneTask($id: ID!) {
    task(id: $id) {
      id version title description deliverable state priority dueOn dueAt isOverdue waitsFor subjectType subjectId repeats acceptedAt acceptorId collaboratorIds dependsOnIds doneAt createdAt
      assignee { id name } author { id name } team { id name } collaborators { id name } acceptor { id name } doneBy { id name }
      dependsOn { id title state }
      handovers { id at from { id name } to { id name } by { id name } }
      can
    }
  }
`);

export const AcceptTaskDocument = graphql(`
  mutation AcceptTask($id: ID!) { acceptTask(id: $id) { id version acceptedAt } }
`);

export const CancelTaskDocument = graphql(`
  mutation CancelTask($id: ID!) { cancelTask(id: $id) { id version state } }
`);

export const ReassignTaskDocument = graphql(`
  mutation ReassignTask($id: ID!, $assigneeId: ID!) { reassignTask(id: $id, assigneeId: $assigneeId) { id version assignee { id name } } }
`);

export const RestoreTaskDocument = graphql(`
  mutation RestoreTask($id: ID!) { restoreTask(id: $id) { id version } }
`);

export const MyStepsDocument = graphql(`
  query MySteps($filter: CommunicationFilter) {
    communications(filter: $filter, sort: NEXT_ON, first: 50) { nodes { id version nextStep nextOn summary can customer { id name companyName archiveNo } } }
  }
`);

export const FinishStepDocument = graphql(`
  mutation FinishMyStep($id: ID!) { finishNextStep(id: $id) { id version } }
`);

export const ReopenStepDocument = graphql(`
  mutation ReopenMyStep($id: ID!) { reopenNextStep(id: $id) { id version } }
`);

export const MoveStepDocument = graphql(`
  mutation MoveMyStep($id: ID!, $version: Int!, $input: CommunicationInput!) { updateCommunication(id: $id, version: $version, input: $input) { id version nextOn } }
`);

export const MyLeadsDocument = graphql(`
  query MyLeads($filter: LeadFilter, $sort: LeadSort) {
    leads(filter: $filter, sort: $sort, order: DESC, first: 10) { nodes { id version subject stage grade openedAt lastTouchAt responseDueAt customer { id name companyName archiveNo } } totalCount totalIsExact }
  }
`);

export const TeamDayDocument = graphql(`
  query TeamDay { teamDay { person { id name } overdueLeads unansweredLeads overdueTasks dueTasks } }
`);

export const LeavesDocument = graphql(`
  query Leaves($filter: LeaveFilter, $first: Int) { leaves(filter: $filter, first: $first) { nodes { id version person { id name } fromOn toOn fromNoon toNoon reason can } } }
`);

export const AddLeaveDocument = graphql(`
  mutation AddLeave($input: LeaveInput!) { addLeave(input: $input) { id version } }
`);

export const ArchiveLeaveDocument = graphql(`
  mutation ArchiveLeave($id: ID!) { archiveLeave(id: $id) { id version } }
`);

export const RestoreLeaveDocument = graphql(`
  mutation RestoreLeave($id: ID!) { restoreLeave(id: $id) { id version } }
`);
