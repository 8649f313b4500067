import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconLogout } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useSignOut } from "../api/session";
import type { Session } from "../api/types";
import { t } from "../text";
import { chooseLanguage, chosenLanguage, languages, type Language } from "../text/language";
import classes from "./Shell.module.css";

type Props = { session: Session; children: ReactNode };

/** What one person sets for this browser, and the way out. It opens with its first drawing. */
export default function AccountMenu({ session, children }: Props) {
  const signOut = useSignOut();
  return (
    <Menu defaultOpened position="top-start" width="target" trapFocus returnFocus>
      <Menu.Target>
        <UnstyledButton className={classes.account} title={t("account.menu")}>
          {children}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("account.language")}</Menu.Label>
        <LanguageItem>{t("account.browserLanguage")}</LanguageItem>
        {Object.entries(languages).map(([code, name]) => (
          <LanguageItem key={code} code={code as Language}>
            <span lang={code}>{name}</span>
          </LanguageItem>
        ))}
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

// Texts are read once, when the page starts: another language means another start.
function LanguageItem({ code, children }: { code?: Language; children: ReactNode }) {
  const chosen = chosenLanguage() === code;
  function choose() {
    chooseLanguage(code);
    window.location.reload();
  }
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={chosen}
      leftSection={
        <IconCheck size={16} stroke={1.75} visibility={chosen ? undefined : "hidden"} aria-hidden="true" />
      }
      onClick={choose}
    >
      {children}
    </Menu.Item>
  );
}
