import { CloseButton, Modal } from "@mantine/core";
import { useAllCommands } from "../keys/commands";
import type { Command, CommandGroup } from "../keys/keyboard";
import { t } from "../text";
import classes from "./Palette.module.css";
import keyClasses from "./Shell.module.css";

const groups: CommandGroup[] = ["page", "list", "place", "create", "app"];

/** All keys that work on the present page. */
export default function HelpSheet({ onClose }: { onClose: () => void }) {
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
