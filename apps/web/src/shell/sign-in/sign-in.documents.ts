import { graphql } from '@dossier/client';

export const SignInStepDocument = graphql(`
  query SignInStep { signInStep { kind expiresAt } }
`);

export const SignInProviderDocument = graphql(`
  query SignInProvider { signInProvider { name } }
`);

export const VerifySecondFactorDocument = graphql(`
  mutation VerifySecondFactor($code: String!) { verifySecondFactor(code: $code) { id } }
`);

export const VerifyRecoveryCodeDocument = graphql(`
  mutation VerifyRecoveryCode($code: String!) { verifyRecoveryCode(code: $code) { id } }
`);

export const AskPasswordResetDocument = graphql(`
  mutation AskPasswordReset($email: String!) { askPasswordReset(email: $email) }
`);

export const AccountLinkDocument = graphql(`
  query AccountLink($token: String!) { accountLink(token: $token) { purpose name email } }
`);

export const AcceptInvitationDocument = graphql(`
  mutation AcceptInvitation($token: String!, $password: String!) { acceptInvitation(token: $token, password: $password) { id } }
`);

export const AcceptInvitationByProviderDocument = graphql(`
  mutation AcceptInvitationByProvider($token: String!) { acceptInvitationByProvider(token: $token) }
`);

export const SetForgottenPasswordDocument = graphql(`
  mutation SetForgottenPassword($token: String!, $password: String!) { setForgottenPassword(token: $token, password: $password) }
`);

export const ProveMyselfDocument = graphql(`
  mutation ProveMyself($password: String, $code: String) { proveMyself(password: $password, code: $code) }
`);

export const ProveByProviderDocument = graphql(`
  mutation ProveByProvider { proveByProvider }
`);

export const ProofWaysDocument = graphql(`
  query ProofWays { mySecondFactor { confirmedAt providers { id } } }
`);
