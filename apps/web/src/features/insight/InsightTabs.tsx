import { useNavigate, useRouter } from '@tanstack/react-router';
import type { Permission } from '@dossier/vocabulary/permissions';
import { useViewer } from '@dossier/client';
import { useText, ViewTabs } from '@dossier/ui';
import { insightText } from './insight.text';

/** The boards in the order they are shown: where each stands, and the word that opens it. */
const boards = {
  value: { to: '/insight', needs: 'insight.read' },
  churn: { to: '/insight/churn', needs: 'insight.read' },
  next: { to: '/insight/next', needs: 'insight.read' },
  affinity: { to: '/insight/affinity', needs: 'insight.read' },
  groups: { to: '/insight/groups', needs: 'insight.read' },
  models: { to: '/insight/models', needs: 'model.read' },
} as const satisfies Record<string, { to: string; needs: Permission }>;
export type Board = keyof typeof boards;

/** From one board to the next: those that have a screen and that the viewer may open. */
export function InsightTabs({ current }: { current: Board }) {
  const t = useText(insightText);
  const navigate = useNavigate();
  const { routesByPath } = useRouter();
  const { permissions } = useViewer();
  const open = (Object.keys(boards) as Board[]).filter((board) => boards[board].to in routesByPath && permissions.includes(boards[board].needs));
  return <ViewTabs views={open.map((id) => ({ id, name: t(id) }))} current={current} changed={false} onPick={(id) => void navigate({ to: boards[id as Board].to })} />;
}
