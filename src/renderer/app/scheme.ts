import {
  type CSSVariablesResolver,
  createTheme,
  localStorageColorSchemeManager,
} from '@mantine/core';

const kept = 'playhead.scheme';

/** Keeps light, dark or "as the system does" in this browser profile. */
export const schemeManager = localStorageColorSchemeManager({ key: kept });

/** Shows the chosen scheme before the first paint, so that a dark window never flashes white. */
export function showSchemeAtOnce(): void {
  const chosen = localStorage.getItem(kept);
  const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const scheme = chosen === 'dark' || chosen === 'light' ? chosen : dark ? 'dark' : 'light';
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
}

/** Mantine's parts in our faces and sizes. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  colors: {
    accent: [
      '#e9effd',
      '#d3defa',
      '#a9bdf5',
      '#93a8fb',
      '#7f97ff',
      '#4a68dd',
      '#2d52cc',
      '#2749b8',
      '#213d9a',
      '#1b327e',
    ],
    // Cool greys: the library's own dark ones are warm beside ours.
    dark: [
      '#eceef3',
      '#c3cad7',
      '#949db0',
      '#6b7486',
      '#414958',
      '#292e39',
      '#12151b',
      '#171a22',
      '#12151b',
      '#0d0f14',
    ],
  },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 7,
  fontSizes: { xs: '13px', sm: '13px', md: '14px', lg: '15px', xl: '18px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    TextInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'sm' } },
  },
});

const ours = {
  '--mantine-color-body': 'var(--raised)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-error': 'var(--wrong)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-text)',
};

/** Mantine's colours are ours in light and dark alike. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: ours,
  dark: ours,
});
