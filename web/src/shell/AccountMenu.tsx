import { Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { useSignOut } from "../api/session";
import type { Session } from "../api/types";
import { t } from "../text";
import { chooseLanguage, chosenLanguage, languages } from "../text/language";
import { chooseDensity, chosenDensity } from "./preferences";
import classes from "./Shell.module.css";

type Props = { session: Session; children: ReactNode };

/** What one person sets for this browser, and the way out. It opens with its first drawing. */
export default function AccountMenu({ session, children }: Props) {
  const signOut = useSignOut();
  return (
    <Menu
      defaultOpened
      position="top-start"
      width={208}
      trapFocus
      returnFocus
      // A child of role presentation is none that a menu may have.
      withInitialFocusPlaceholder={false}
      // Inside the rail's landmark, and yet over its edge.
      withinPortal={false}
      floatingStrategy="fixed"
    >
      <Menu.Target>
        <UnstyledButton className={classes.account} title={t("account.menu")}>
          {children}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        <SchemeItems />
        <DensityItems />
        <LanguageItems />
        {session.user && session.mode === "live" && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconLogout size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => signOut.mutate()}
            >
              {t("account.signOut")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function SchemeItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Choices
      label={t("scheme.title")}
      chosen={colorScheme}
      choices={{ auto: t("scheme.auto"), light: t("scheme.light"), dark: t("scheme.dark") }}
      onChoose={setColorScheme}
    />
  );
}

function DensityItems() {
  const [chosen, setChosen] = useState(chosenDensity);
  return (
    <Choices
      label={t("density.title")}
      chosen={chosen}
      choices={{
        auto: t("density.auto"),
        compact: t("density.compact"),
        comfortable: t("density.comfortable"),
      }}
      onChoose={(density) => {
        chooseDensity(density);
        setChosen(density);
      }}
    />
  );
}

// Texts are read once, when the page starts: another language means another start.
function LanguageItems() {
  return (
    <Choices
      label={t("account.language")}
      chosen={chosenLanguage() ?? "auto"}
      choices={{ auto: t("account.browserLanguage"), ...languages }}
      onChoose={(language) => {
        chooseLanguage(language === "auto" ? undefined : language);
        window.location.reload();
      }}
    />
  );
}

type ChoicesProps<Value extends string> = {
  label: string;
  chosen: Value;
  choices: Record<Value, string>;
  onChoose: (value: Value) => void;
};

function Choices<Value extends string>({ label, chosen, choices, onChoose }: ChoicesProps<Value>) {
  return (
    <div role="group" aria-label={label}>
      <Menu.Label aria-hidden="true">{label}</Menu.Label>
      <Menu.RadioGroup value={chosen} onChange={(value) => onChoose(value as Value)}>
        {Object.entries<string>(choices).map(([value, name]) => (
          <Menu.RadioItem key={value} value={value} lang={value in languages ? value : undefined}>
            {name}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </div>
  );
}
