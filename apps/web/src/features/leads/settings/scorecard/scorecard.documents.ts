import { graphql, type AnswerOf, type VariablesOf } from '@dossier/client';

export const ScorecardsDocument = graphql(`
  query LeadScorecards {
    leadScorecards {
      id version number state note publishedAt retiredAt changedAt can author { id name } publishedBy { id name }
      rules { key axis subject weight in topicIds min max isKnown name path halfLifeDays cap text }
      grading { fitShare fitHigh fitMiddle engagementHigh engagementMiddle high middle low multipleA multipleB multipleC leadCost }
    }
  }`);

export const SaveScorecardDraftDocument = graphql(`
  mutation SaveScorecardDraft($input: ScorecardInput!, $version: Int) { saveScorecardDraft(input: $input, version: $version) { id version number state } }`);

export const PublishScorecardDocument = graphql(`
  mutation PublishScorecard($id: ID!) { publishScorecard(id: $id) { id version number state } }`);

export const RollBackScorecardDocument = graphql(`
  mutation RollBackScorecard { rollBackScorecard { id version number state } }`);

export const ArchiveScorecardDocument = graphql(`
  mutation ArchiveScorecard($id: ID!) { archiveScorecard(id: $id) { id version } }`);

export const DryRunScorecardDocument = graphql(`
  mutation DryRunScorecard($id: ID!) { dryRunScorecard(id: $id) { id jobId state } }`);

export const LatestDryRunDocument = graphql(`
  query LatestDryRun($scorecardId: ID!) { latestDryRun(scorecardId: $scorecardId) { id jobId state scorecardVersion fromOn toOn computedAt result changed { from to score lead { id subject customer { id name companyName archiveNo } } } } }`);

export const GradeReportDocument = graphql(`
  query LeadGradeReport { leadGradeReport { isInForce fromOn toOn holds grades { grade closed won predicted rate low high } } }`);

export const LeadScoreDocument = graphql(`
  query LeadScore($id: ID!) { lead(id: $id) { id version score grade fit engagement scoreBasis isScoreFrozen contributions { text axis points wholePoints times daysAgo } } }`);

export type Scorecard = NonNullable<AnswerOf<typeof ScorecardsDocument>['leadScorecards']>[number];
export type ScoreRule = NonNullable<Scorecard['rules']>[number];
export type CardInput = VariablesOf<typeof SaveScorecardDraftDocument>['input'];
export type RuleInput = CardInput['rules'][number];

/** What a dry run finds, as it comes over the wire. */
export interface DryRunResult {
  leads: number;
  unscored: number;
  grades: { grade: string; now: number; then: number }[];
  changes: { from: string; to: string; count: number }[];
  conversion: { grade: string; closed: number; won: number; rate: number | null; low: number | null; high: number | null; isEnough: boolean }[];
  holds: boolean | null;
  scores: number[];
}
