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
