import '@testing-library/jest-dom/jest-globals';
import { jest } from '@jest/globals';
import { queryClient, ViewerProvider, type Document, type FeatureRoutes, type Me } from '@dossier/client';
import { setAppearance, ThemeProvider, type Language } from '@dossier/ui';
import { permissions } from '@dossier/vocabulary/permissions';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router';
import { configure, render, screen } from '@testing-library/react';

/** jsdom has none, and antd's select waits by one. */
class Channel {
  readonly port1: { onmessage: (() => void) | null; close: () => void } = { onmessage: null, close: () => undefined };
  readonly port2 = { postMessage: () => setTimeout(() => this.port1.onmessage?.()), close: () => undefined };
}
// Large forms are slow to draw on a busy machine; a wait that ends early tells nothing.
configure({ asyncUtilTimeout: 15_000 });
globalThis.MessageChannel ??= Channel as never;

/** What the server refuses with, as the surface writes it. */
export class Refusal {
  constructor(readonly code: string, readonly facts: Record<string, unknown> = {}) {}
}

interface Reply { operation: string; reply: (variables: unknown) => unknown }
const operationOf = (text: string): string => /(?:query|mutation)\s+(\w+)/u.exec(text)?.[1] ?? '';

/** Answers a document; the answer is typed by the schema. */
export const on = <R, V>(document: Document<R, V>, reply: R | Refusal | ((variables: V) => R | Refusal)): Reply => ({
  operation: operationOf(String(document)),
  reply: (variables) => (typeof reply === 'function' ? (reply as (variables: V) => R | Refusal)(variables as V) : reply),
});

const me: Me = {
  id: 'me', name: '周岚', email: 'zhou@example.com', language: 'en', theme: 'light', density: 'comfortable', permissions: Object.keys(permissions), setupNeeded: false, demo: false,
  roles: [], teams: [], actingFor: null, company: { name: '澄心家居', timeZone: 'Asia/Shanghai', currency: 'GBP', language: 'zh', phoneTailSearch: true, requireSecondFactor: true },
};

interface ShowOptions { language?: Language; without?: string[] }
export interface Sent { operation: string; variables: Record<string, unknown> }

/** Shows a feature at an address to somebody signed in; what was sent to the server is kept. */
export async function show(routes: FeatureRoutes, path: string, replies: Reply[], { language = 'en', without = [] }: ShowOptions = {}): Promise<{ sent: Sent[] }> {
  const sent: Sent[] = [];
  globalThis.fetch = jest.fn(async (_url: unknown, init?: RequestInit) => answer(String(init?.body ?? '{}'), replies, sent)) as typeof fetch;
  localStorage.clear();
  queryClient.clear();
  queryClient.setDefaultOptions({ queries: { retry: false } });
  setAppearance({ language, theme: 'light' });
  const root = createRootRoute({ component: Outlet });
  const router = createRouter({ routeTree: root.addChildren(routes(root)), history: createMemoryHistory({ initialEntries: [path] }) });
  const viewer = { ...me, permissions: me.permissions.filter((word) => !without.includes(word)) };
  render(
    <QueryClientProvider client={queryClient}>
      <ThemeProvider><ViewerProvider me={viewer}><RouterProvider router={router as never} /></ViewerProvider></ThemeProvider>
    </QueryClientProvider>,
  );
  await screen.findByRole('heading', { level: 1 });
  return { sent };
}

function answer(body: string, replies: Reply[], sent: Sent[]): Response {
  const { query = '', variables = {} } = JSON.parse(body) as { query?: string; variables?: Record<string, unknown> };
  const operation = operationOf(query);
  sent.push({ operation, variables });
  const found = replies.find((reply) => reply.operation === operation)?.reply(variables) ?? new Refusal('INTERNAL');
  const content = found instanceof Refusal ? { errors: [{ message: found.code, extensions: { code: found.code, facts: found.facts, requestId: '7F3K2' } }] } : { data: found };
  return new Response(JSON.stringify(content), { headers: { 'content-type': 'application/json' } });
}

/** A page of a list. */
export const page = <Node,>(nodes: Node[]): { nodes: Node[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } => ({ nodes, pageInfo: { hasNextPage: false, endCursor: null } });
