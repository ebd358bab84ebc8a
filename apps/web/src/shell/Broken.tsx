import type { ErrorComponentProps } from '@tanstack/react-router';
import { ServerError } from '@dossier/client';
import { ColdFault } from './ColdFault';

/** The net under every screen: the shell stays, the page says what happened. */
export function Broken({ error, reset }: ErrorComponentProps) {
  return <ColdFault error={error instanceof ServerError ? error : new ServerError('INTERNAL', { requestId: String(error instanceof Error ? error.message : error).slice(0, 120) })} retry={() => (reset(), window.location.reload())} />;
}
