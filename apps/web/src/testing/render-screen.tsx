import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router';
import { QueryClientProvider } from '@tanstack/react-query';
import { queryClient, ViewerProvider, type Me } from '@dossier/client';
import { setAppearance, ThemeProvider, type Language } from '@dossier/ui';
import { jest } from '@jest/globals';
import { configure, render } from '@testing-library/react';
import { permissions } from '@dossier/vocabulary/permissions';
import type { ComponentType } from 'react';

// Large forms are slow to draw on a busy machine; a wait that ends early tells nothing.
configure({ asyncUtilTimeout: 15_000 });
/** jsdom lacks the channel that antd's forms wait on. */
globalThis.MessageChannel ??= class {
  port1 = { onmessage: null as (() => void) | null, close() {} };
  port2 = { postMessage: () => void setTimeout(() => this.port1.onmessage?.()), close() {} };
} as unknown as typeof MessageChannel;

type Variables = Record<string, unknown>;
/** What the server answers, by the name of the operation: data, or an error with its code and facts. */
export type Answers = Record<string, unknown | ((variables: Variables) => unknown)>;
export class Refusal {
  constructor(readonly code: string, readonly facts: Record<string, unknown> = {}, readonly requestId = '7F3K2') {}
}

export const viewer = (change: Partial<Me> = {}): Me => ({
  id: '0199a000-0000-7000-8000-0000000000aa', name: '周岚', email: 'zhoulan@example.com', language: 'zh', theme: 'light', density: 'comfortable', setupNeeded: false, demo: false,
  permissions: Object.keys(permissions), roles: [{ id: 'r1', name: '营销经理' }], teams: [{ id: 't1', name: '华东' }], actingFor: null,
  company: { name: '澄心家居', timeZone: 'Asia/Shanghai', currency: 'CNY', language: 'zh', phoneTailSearch: true, requireSecondFactor: true }, ...change,
});

/** Stands in for the server; a question nobody answers waits for ever, which is the loading state. Returns what was asked. */
export function serve(answers: Answers): { asked: { operation: string; variables: Variables }[] } {
  const asked: { operation: string; variables: Variables }[] = [];
  globalThis.fetch = jest.fn(async (_path: unknown, init?: { body?: unknown }) => {
    const { query, variables } = JSON.parse(String(init?.body)) as { query: string; variables: Variables };
    const operation = /(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? '';
    asked.push({ operation, variables });
    if (!(operation in answers)) return new Promise<Response>(() => undefined);
    const given = answers[operation];
    const answer = typeof given === 'function' ? (given as (variables: Variables) => unknown)(variables) : given;
    const body = answer instanceof Refusal ? { errors: [{ message: answer.code, extensions: { code: answer.code, facts: answer.facts, requestId: answer.requestId } }] } : { data: answer };
    return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  }) as unknown as typeof fetch;
  return { asked };
}

interface Options { path?: string; route?: string; me?: Partial<Me>; language?: Language; answers?: Answers }

/** Draws one screen as the shell would: theme, viewer, router and cache around it. */
export function renderScreen(Screen: ComponentType, { path = '/', route = '/', me, language = 'zh', answers = {} }: Options = {}) {
  const served = serve(answers);
  queryClient.clear();
  queryClient.setDefaultOptions({ queries: { ...queryClient.getDefaultOptions().queries, retry: false } });
  setAppearance({ language, theme: 'light' });
  const root = createRootRoute({ component: () => <ThemeProvider><ViewerProvider me={viewer(me)}><Outlet /></ViewerProvider></ThemeProvider> });
  const screen = createRoute({ getParentRoute: () => root, path: route, component: () => <Screen /> });
  const anywhere = createRoute({ getParentRoute: () => root, path: '$', component: () => <p>elsewhere</p> });
  const router = createRouter({ routeTree: root.addChildren([screen, anywhere]), history: createMemoryHistory({ initialEntries: [path] }) });
  const view = render(<QueryClientProvider client={queryClient}><RouterProvider router={router} /></QueryClientProvider>);
  return { ...view, ...served, router };
}
