import { graphql } from '@dossier/client';

export const BeginFactorDocument = graphql(`
  mutation BeginFactor { beginFactor { secret address picture } }
`);

export const ConfirmFactorDocument = graphql(`
  mutation ConfirmFactor($code: String!) { confirmFactor(code: $code) { codes } }
`);

export const MySecondFactorDocument = graphql(`
  query MySecondFactor { mySecondFactor { confirmedAt codesLeft required providers { id issuer linkedAt } } signInProvider { name } }
`);

export const RenewRecoveryCodesDocument = graphql(`
  mutation RenewRecoveryCodes { renewRecoveryCodes { codes } }
`);

export const DisableFactorDocument = graphql(`
  mutation DisableFactor { disableFactor }
`);

export const LinkProviderDocument = graphql(`
  mutation LinkProvider { linkProvider }
`);

export const UnlinkProviderDocument = graphql(`
  mutation UnlinkProvider($id: ID!) { unlinkProvider(id: $id) }
`);
