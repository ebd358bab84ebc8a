import { graphql } from '@dossier/client';

export const NurtureTracksDocument = graphql(`
  query NurtureTracks { nurtureTracks { id version name isActive grades takesBadTiming steps { afterDays title text } silentLimit reentry reentryDays can } }
`);

export const NurtureEnrolmentsDocument = graphql(`
  query NurtureEnrolments($filter: NurtureEnrolmentFilter, $first: Int, $after: String) {
    nurtureEnrolments(filter: $filter, first: $first, after: $after) {
      nodes {
        id version trackName state cause fromGrade toGrade step silent nextOn createdAt endedAt signals can
        events { id at kind step }
        lead { id subject owner { id name } customer { id name companyName archiveNo } }
      }
      totalCount totalIsExact
    }
  }
`);

export const CreateNurtureTrackDocument = graphql(`
  mutation CreateNurtureTrack($input: NurtureTrackInput!) { createNurtureTrack(input: $input) { id version name } }
`);

export const UpdateNurtureTrackDocument = graphql(`
  mutation UpdateNurtureTrack($id: ID!, $version: Int!, $input: NurtureTrackInput!) { updateNurtureTrack(id: $id, version: $version, input: $input) { id version name } }
`);

export const ArchiveNurtureTrackDocument = graphql(`
  mutation ArchiveNurtureTrack($id: ID!) { archiveNurtureTrack(id: $id) { id version } }
`);

export const RestoreNurtureTrackDocument = graphql(`
  mutation RestoreNurtureTrack($id: ID!) { restoreNurtureTrack(id: $id) { id version } }
`);

export const StopNurtureDocument = graphql(`
  mutation StopNurture($id: ID!) { stopNurture(id: $id) { id version state } }
`);
