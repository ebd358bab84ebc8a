import { graphql, type AnswerOf } from '@dossier/client';

export const LeadFunnelDocument = graphql(`
  query LeadFunnel($input: LeadFunnelInput!) {
    leadFunnel(input: $input) {
      from to asOf windowDays by isClosed leads mature invalid
      steps { step reached fromBefore { state hits n needed rate low high } ofAll { state hits n needed rate low high } time { state n taken needed median low high ninetieth expected } }
      cohorts { week leads isMature reached won { state hits n needed rate low high } }
      groups { value name leads invalid reached won { state hits n needed rate low high } }
      comparison {
        one { value name won { state hits n needed rate low high } } other { value name won { state hits n needed rate low high } } difference low high
        strata { by ratio low high turns parts { value name one { hits n } other { hits n } } }
      }
      improvements { step lost rate best meanAmount worth }
    }
  }
`);

export const LeadLossDocument = graphql(`
  query LeadLoss($input: LeadLossInput!) {
    lossReasons(input: $input) {
      from to by isClosed lost amount
      reasons { reason part { state hits n needed rate low high } amount withoutAmount }
      cells { reason value name stage part { hits n } amount }
    }
  }
`);

export const LeadResponseDocument = graphql(`
  query LeadResponse($input: LeadWindowInput!) {
    responseCurve(input: $input) { from to windowDays isClosed mature difference low high bands { band won { state hits n needed rate low high } } }
  }
`);

export const LeadDriversDocument = graphql(`
  query LeadDrivers($input: LeadWindowInput!) {
    leadDrivers(input: $input) { from to windowDays isClosed state won mature needed tooFew lines { driver value name those { hits n } others { hits n } ratio low high p q holds } }
  }
`);

export type Funnel = NonNullable<AnswerOf<typeof LeadFunnelDocument>['leadFunnel']>;
export type Step = NonNullable<Funnel['steps']>[number];
export type Cohort = NonNullable<Funnel['cohorts']>[number];
export type Group = NonNullable<Funnel['groups']>[number];
export type Loss = NonNullable<AnswerOf<typeof LeadLossDocument>['lossReasons']>;
export type Response = NonNullable<AnswerOf<typeof LeadResponseDocument>['responseCurve']>;
export type Drivers = NonNullable<AnswerOf<typeof LeadDriversDocument>['leadDrivers']>;
export type Driver = NonNullable<Drivers['lines']>[number];
export type Dimension = Funnel['by'];
export type LossBy = Loss['by'];
