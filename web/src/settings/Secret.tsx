import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { Panel } from "../parts/Panel";
import { Command } from "../parts/Message";
import { t } from "../text";
import classes from "./settings.module.css";

type Props = {
  title: string;
  /** What it is good for, and that it is not shown again. */
  what: string;
  value: string;
  onClose: () => void;
};

/** A secret at the one moment in which it is known. */
export function Secret({ title, what, value, onClose }: Props) {
  return (
    <div className={classes.secret} role="status">
      <Panel title={title}>
        <p>{what}</p>
        <Command>{value}</Command>
        <div className={classes.verbs}>
          <CopyButton value={value}>
            {({ copied, copy }) => (
              <Button
                variant="filled"
                onClick={copy}
                leftSection={
                  copied ? (
                    <IconCheck size={16} aria-hidden="true" />
                  ) : (
                    <IconCopy size={16} aria-hidden="true" />
                  )
                }
              >
                {t(copied ? "secret.copied" : "secret.copy")}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t("secret.kept")}</Button>
        </div>
      </Panel>
    </div>
  );
}
