import { graphql } from './generated';

export const MeDocument = graphql(`
  query Me {
    me {
      id name email language theme density permissions setupNeeded demo
      roles { id name }
      teams { id name }
      actingFor { id name until }
      company { name timeZone currency language phoneTailSearch requireSecondFactor }
    }
  }
`);

export const JobDocument = graphql(`
  query Job($id: ID!) {
    job(id: $id) { id name state done total error startedAt endedAt }
  }
`);
