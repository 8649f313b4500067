import {
  ActionIcon,
  Button,
  createTheme,
  Input,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from "@mantine/core";

const palette: Record<string, MantineColorsTuple> = {
  petrol: [
    "#e6faff",
    "#caf3fc",
    "#a5e7f4",
    "#7bd4e6",
    "#4dbed3",
    "#2ca4b9",
    "#068b9e",
    "#017182",
    "#035966",
    "#01414b",
  ],
  blue: [
    "#f1f6fe",
    "#dfecff",
    "#c4dcfe",
    "#a0c6ff",
    "#76aeff",
    "#5193f4",
    "#387ad9",
    "#2462b9",
    "#154b97",
    "#0c3772",
  ],
  green: [
    "#e5fdea",
    "#cef7d8",
    "#adecbd",
    "#86da9e",
    "#5ec57f",
    "#43ac67",
    "#239350",
    "#00793c",
    "#025f2e",
    "#014620",
  ],
  amber: [
    "#fff4e9",
    "#fee6cd",
    "#fed1a0",
    "#f7b56b",
    "#e69a3b",
    "#cb8117",
    "#ad6b01",
    "#8d5600",
    "#6f4301",
    "#533000",
  ],
  red: [
    "#fff3f1",
    "#fee3e1",
    "#feccc7",
    "#feaba4",
    "#ff817a",
    "#f25855",
    "#d53c3d",
    "#b5242a",
    "#93111a",
    "#6e0810",
  ],
  violet: [
    "#f7f4ff",
    "#eee6fe",
    "#e0d1ff",
    "#ceb5ff",
    "#bb95fc",
    "#a37ce1",
    "#8a63c6",
    "#724da9",
    "#5a3a89",
    "#422967",
  ],
  gray: [
    "#f8fafb",
    "#f2f4f6",
    "#e6eaec",
    "#d8dde0",
    "#bfc5c9",
    "#848a8e",
    "#666d72",
    "#4d555a",
    "#2e373c",
    "#141d22",
  ],
  dark: [
    "#e3e9ed",
    "#b9bfc3",
    "#999fa4",
    "#767d82",
    "#393f45",
    "#293036",
    "#1e262b",
    "#161f24",
    "#10181e",
    "#091219",
  ],
};

const controlHeight = "var(--sy-control)";

// Mantine picks the words' color for the light scheme's shade only; on the dark
// scheme's brighter accent they would lack contrast.
const accent = {
  "--button-bg": "var(--sy-accent)",
  "--button-hover": "var(--sy-accent-hover)",
  "--button-color": "var(--sy-on-accent)",
};

/** The look of Switchyard in Mantine's terms; tokens.css holds the values. */
export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  black: "#141d22",
  white: "#ffffff",
  fontFamily: "var(--sy-font)",
  fontFamilyMonospace: "var(--sy-mono)",
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  fontSizes: { xs: "11px", sm: "12px", md: "13px", lg: "15px", xl: "18px" },
  lineHeights: { xs: "16px", sm: "16px", md: "20px", lg: "24px", xl: "24px" },
  spacing: { xs: "4px", sm: "8px", md: "16px", lg: "24px", xl: "32px" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "8px", xl: "999px" },
  defaultRadius: "sm",
  shadows: {
    xs: "var(--sy-shadow-1)",
    sm: "var(--sy-shadow-1)",
    md: "var(--sy-shadow-2)",
    lg: "var(--sy-shadow-3)",
    xl: "var(--sy-shadow-3)",
  },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "18px", lineHeight: "24px" },
      h2: { fontSize: "13px", lineHeight: "20px" },
      h3: { fontSize: "13px", lineHeight: "20px" },
    },
  },
  colors: palette,
  components: {
    Button: Button.extend({
      defaultProps: { size: "sm", variant: "default", fw: 500 },
      vars: (_, { variant, color }) => ({
        root: {
          "--button-height": controlHeight,
          "--button-fz": "var(--sy-fs-3)",
          ...(variant === "filled" && !color ? accent : {}),
        },
      }),
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: "subtle", color: "gray", size: controlHeight },
    }),
    Input: Input.extend({
      vars: () => ({
        wrapper: {
          "--input-bd": "var(--sy-line-strong)",
          "--input-height": controlHeight,
          "--input-fz": "var(--sy-fs-3)",
        },
      }),
    }),
    // By name only: importing a part here would put it into the first load.
    Paper: { defaultProps: { withBorder: true, radius: "md", shadow: undefined } },
    Menu: { defaultProps: { shadow: "md", radius: "md" } },
    Badge: { defaultProps: { radius: "xs", variant: "light", tt: "none" } },
    Tooltip: { defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: false } } },
  },
});

const tokens = {
  "--mantine-color-body": "var(--sy-canvas)",
  "--mantine-color-text": "var(--sy-text)",
  "--mantine-color-dimmed": "var(--sy-text-3)",
  "--mantine-color-placeholder": "var(--sy-text-3)",
  "--mantine-color-anchor": "var(--sy-accent-text)",
  "--mantine-color-error": "var(--sy-late-text)",
  "--mantine-color-default": "var(--sy-surface)",
  "--mantine-color-default-hover": "var(--sy-hover)",
  "--mantine-color-default-border": "var(--sy-line-mid)",
};

/** Points Mantine at the tokens in both schemes, where its own defaults lack contrast. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: tokens,
  dark: tokens,
});
