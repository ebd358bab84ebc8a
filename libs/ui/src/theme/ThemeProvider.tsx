import { App } from 'antd';
import type { ReactNode } from 'react';
import { PlainTheme } from './PlainTheme';

/** The theme of the product around everything that antd draws, with its toasts. */
export const ThemeProvider = ({ children }: { children: ReactNode }) => (
  <PlainTheme><App component={false} message={{ maxCount: 3 }} notification={{ placement: 'bottomLeft', maxCount: 3 }}>{children}</App></PlainTheme>
);
