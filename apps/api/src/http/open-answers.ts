import type { Request, Response } from 'express';
import type { WithViewer } from '@dossier/kernel/access';
import type { ViewerLoader } from '@dossier/identity';

/** An answer that goes on longer than this is looked at again, as long as it goes on. */
const LOOK_MS = 3_000;

/** Cuts a download short when whoever asked has lost a right since, was suspended, or came with a key that is no more. */
export function endsWithRights(request: Request & WithViewer, response: Response, loader: ViewerLoader): void {
  const begun = request.viewer;
  if (begun.kind === 'nobody') return;
  const look = async (): Promise<void> => {
    const now = await loader.load(Object.assign(Object.create(request) as Request, { isOpenLine: true })).catch(() => null);
    const holds = now !== null && now.kind === begun.kind && begun.grants.every(({ action }) => now.may(action));
    if (!holds) response.destroy();
    else if (!response.closed) timer = setTimeout(() => void look(), LOOK_MS);
  };
  let timer = setTimeout(() => void look(), LOOK_MS);
  response.once('close', () => clearTimeout(timer));
}
