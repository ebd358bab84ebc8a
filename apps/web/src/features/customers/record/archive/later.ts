import { lazy } from 'react';

/** Parts of the record that its first paint does not wait for. */
export const LogDrawer = lazy(async () => ({ default: (await import('./LogDrawer')).LogDrawer }));
export const StatusMenu = lazy(async () => ({ default: (await import('./HeadMenus')).StatusMenu }));
export const PrintMenu = lazy(async () => ({ default: (await import('./HeadMenus')).PrintMenu }));
export const SignOffPanel = lazy(async () => ({ default: (await import('./SignOffPanel')).SignOffPanel }));
