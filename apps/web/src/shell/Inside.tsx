import { ViewerProvider, type Me } from '@dossier/client';
import { ThemeProvider } from '@dossier/ui';
import { Layout } from './Layout';
import { ProveAgain } from './ProveAgain';
import { SignInAgain } from './SignInAgain';
import { StatePurpose } from './StatePurpose';

/** Everything that a signed-in person sees. */
export function Inside({ me }: { me: Me }) {
  return (
    <ThemeProvider>
      <ViewerProvider me={me}>
        <Layout />
        <ProveAgain />
        <StatePurpose />
        <SignInAgain email={me.email ?? ''} />
      </ViewerProvider>
    </ThemeProvider>
  );
}
