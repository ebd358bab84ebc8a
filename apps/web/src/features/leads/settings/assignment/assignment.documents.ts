import { graphql } from '@dossier/client';

export const PoliciesDocument = graphql(`
  query AssignmentPolicies {
    assignmentPolicies {
      id version name state number can versions { number activatedAt user { id name } }
      rules {
        name skills languages byTerritory byLanguage poolId escalateMinutes fallbackUserId fallbackPoolId people { userId weight } teams { teamId weight }
        when { sourceIds origins productIds places { country region city } languages grades scoreFrom scoreTo amountFrom amountTo currency attributes { name values } }
      }
    }
  }
`);
export const CreatePolicyDocument = graphql(`
  mutation CreateAssignmentPolicy($input: AssignmentPolicyInput!) { createAssignmentPolicy(input: $input) { id version name } }
`);
export const UpdatePolicyDocument = graphql(`
  mutation UpdateAssignmentPolicy($id: ID!, $version: Int!, $input: AssignmentPolicyInput!) { updateAssignmentPolicy(id: $id, version: $version, input: $input) { id version name } }
`);
export const ActivatePolicyDocument = graphql(`
  mutation ActivateAssignmentPolicy($id: ID!, $number: Int) { activateAssignmentPolicy(id: $id, number: $number) { id version state number } }
`);
export const RetirePolicyDocument = graphql(`
  mutation RetireAssignmentPolicy($id: ID!) { retireAssignmentPolicy(id: $id) { id version state } }
`);
export const ArchivePolicyDocument = graphql(`
  mutation ArchiveAssignmentPolicy($id: ID!) { archiveAssignmentPolicy(id: $id) { id } }
`);
export const AssigneesDocument = graphql(`
  query Assignees { assignees { userId name openLeads whyNot profile { id skills languages territories { country region city } weight openCap receives } } }
`);
export const SaveProfileDocument = graphql(`
  mutation SaveSalesProfile($input: SalesProfileInput!) { saveSalesProfile(input: $input) { id } }
`);
export const WhoWouldGetDocument = graphql(`
  query WhoWouldGet($rules: [AssignmentRuleInput!]!, $lead: ImaginedLeadInput!) { whoWouldGet(rules: $rules, lead: $lead) { act wait rule userId poolId candidates { userId name load weight score whyNot } } }
`);
export const SimulateDocument = graphql(`
  mutation SimulateAssignment($policyId: ID!, $days: Int) { simulateAssignment(policyId: $policyId, days: $days) { id jobId } }
`);
export const SimulationDocument = graphql(`
  query AssignmentSimulationOf($id: ID!) { assignmentSimulation(id: $id) { id state days result } }
`);
export const AssignmentChoicesDocument = graphql(`
  query AssignmentChoices { teams { id name } leadPools(all: true) { id name } channels { id name } }
`);
