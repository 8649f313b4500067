import { ActionIcon, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconMoon, IconSun, type Icon } from "@tabler/icons-react";
import { t } from "../text";

type Choice = { icon: Icon; next: MantineColorScheme };

const choices: Record<MantineColorScheme, Choice> = {
  auto: { icon: IconDeviceDesktop, next: "light" },
  light: { icon: IconSun, next: "dark" },
  dark: { icon: IconMoon, next: "auto" },
};

/** Goes from the system's scheme to light to dark and back; the browser keeps the choice. */
export function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { icon: Current, next } = choices[colorScheme];
  const label = t("scheme.label", { scheme: t(`scheme.${colorScheme}`) });
  return (
    <ActionIcon aria-label={label} title={label} onClick={() => setColorScheme(next)}>
      <Current size={16} stroke={1.75} aria-hidden="true" />
    </ActionIcon>
  );
}
