import { ConfigProvider, theme } from 'antd';
import type { ThemeConfig } from 'antd';
import en from 'antd/locale/en_US';
import zh from 'antd/locale/zh_CN';
import { useMemo, type ReactNode } from 'react';
import { useAppearance, useShownTheme, type Density, type Language } from './appearance';
import '../styles/base.css';
import '../styles/page.css';
import '../styles/list.css';
import '../styles/record.css';
import '../styles/quiet.css';
import '../styles/antd.css';
import { dark, light } from './palette';
import { components, tokens } from './tokens';

const FONT = { zh: 'var(--font-zh)', en: 'var(--font-en)' };

/** antd derives its seeds anew (its dark algorithm dulls them), so ours are pinned after the algorithm has run. */
function themeOf(shown: 'light' | 'dark', language: Language, density: Density): ThemeConfig {
  const palette = shown === 'dark' ? dark : light;
  const pinned = { colorPrimary: palette.act, colorInfo: palette.act, colorLink: palette.act, colorSuccess: palette.ok, colorWarning: palette.warn, colorError: palette.err };
  const base = shown === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm;
  const parts = components(palette);
  const compact = density === 'compact' ? { Table: { ...parts.Table, cellPaddingBlock: 6 }, Form: { ...parts.Form, itemMarginBottom: 16 } } : {};
  return {
    algorithm: [base, (_seed, map) => ({ ...map!, ...pinned })],
    token: { ...tokens(palette), fontFamily: FONT[language], motion: !globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches },
    components: { ...parts, ...compact },
  };
}

/** The theme of the product around what antd draws, for the pages before it: they show neither toasts nor questions, and are the lighter for it. */
export function PlainTheme({ children }: { children: ReactNode }) {
  const { language, density } = useAppearance();
  const shown = useShownTheme();
  const config = useMemo(() => themeOf(shown, language, density), [shown, language, density]);
  return <ConfigProvider theme={config} locale={language === 'zh' ? zh : en} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>{children}</ConfigProvider>;
}
