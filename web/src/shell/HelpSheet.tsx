import { CloseButton, Modal } from "@mantine/core";
import { useMatches } from "@tanstack/react-router";
import { useAllCommands } from "../keys/commands";
import type { Command, CommandGroup } from "../keys/keyboard";
import { t, type TextKey } from "../text";
import classes from "./Palette.module.css";
import keyClasses from "./Shell.module.css";

const groups: CommandGroup[] = ["page", "list", "place", "create", "app"];

/** What the present page is for, and all keys that work on it. */
export default function HelpSheet({ onClose }: { onClose: () => void }) {
  const route = useMatches({ select: (matches) => matches.at(-1)?.fullPath ?? "/" });
  const commands = useAllCommands().filter((command) => command.keys);
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      size={560}
      attributes={{ content: { "aria-label": t("keys.title") } }}
    >
      <div className={classes.sheet}>
        <div className={classes.sheetHead}>
          <h2>{t("keys.title")}</h2>
          <CloseButton aria-label={t("act.back")} onClick={onClose} />
        </div>
        <p className={classes.note}>{t(helpOf(route))}</p>
        {groups.map((group) => (
          <KeyList
            key={group}
            group={group}
            commands={commands.filter((command) => command.group === group)}
          />
        ))}
        <p className={classes.note}>{t("keys.scan")}</p>
      </div>
    </Modal>
  );
}

/** The text of a route; every route has one, which help.test.ts sees to. */
const helpOf = (route: string) => `help.${route.replace(/(.)\/$/, "$1")}` as TextKey;

function KeyList({ group, commands }: { group: CommandGroup; commands: Command[] }) {
  if (commands.length === 0) return null;
  return (
    <section>
      <h3>{t(group === "list" ? "keys.list" : `palette.${group}`)}</h3>
      <dl>
        {commands.map(({ name, keys = "" }) => (
          <div key={keys} className={classes.row}>
            <dt>{name}</dt>
            <dd>
              {keys.split(" ").map((key) => (
                <kbd key={key} className={keyClasses.key}>
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
