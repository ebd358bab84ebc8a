import { graphql } from '../generated';

export const CreateTaskDocument = graphql(`
  mutation CreateTask($input: TaskInput!) { createTask(input: $input) { id version title } }
`);

export const UpdateTaskDocument = graphql(`
  mutation UpdateTask($id: ID!, $version: Int!, $input: TaskChange!) { updateTask(id: $id, version: $version, input: $input) { id version title dueOn dueAt } }
`);

export const ArchiveTaskDocument = graphql(`
  mutation ArchiveTask($id: ID!) { archiveTask(id: $id) { id version } }
`);

export const TaskChoicesDocument = graphql(`
  query TaskChoices { tasks(filter: { state: { in: ["OPEN"] } }, sort: CREATED_AT, order: DESC, first: 100) { nodes { id title } } }
`);

export const FinishTaskDocument = graphql(`
  mutation FinishTask($id: ID!) { finishTask(id: $id) { id version state } }
`);

export const ReopenTaskDocument = graphql(`
  mutation ReopenTask($id: ID!) { reopenTask(id: $id) { id version state } }
`);

/** Tasks about one thing: those to be done, and those that are over. */
export const TasksAboutDocument = graphql(`
  query TasksAbout($open: TaskFilter, $openFirst: Int, $over: TaskFilter, $overFirst: Int) {
    open: tasks(filter: $open, sort: DUE_ON, first: $openFirst) { nodes { id version title state priority dueOn dueAt isOverdue waitsFor doneAt assignee { id name } can } totalCount totalIsExact }
    over: tasks(filter: $over, sort: CREATED_AT, order: DESC, first: $overFirst) { nodes { id version title state priority dueOn dueAt isOverdue waitsFor doneAt assignee { id name } can } pageInfo { hasNextPage } }
  }
`);
