import { Anchor, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Command, Empty } from "../parts/Message";
import { t } from "../text";
import classes from "./Shell.module.css";

/** Stands in for a view whose code failed; the rest of the shell stays. */
export function BrokenView({ error }: { error: unknown }) {
  return (
    <div role="alert">
      <Empty level={1} title={t("error.view")} what={t("error.viewWhat")}>
        <Command>{error instanceof Error ? error.message : String(error)}</Command>
        <Button onClick={() => window.location.reload()}>{t("error.retry")}</Button>
      </Empty>
    </div>
  );
}

/** An address that leads nowhere. */
export function NoSuchPage() {
  return (
    <main className={classes.alone}>
      <Empty level={1} title={t("error.noPage")} what={t("error.noPageWhat")}>
        <Anchor component={Link} to="/">
          {t("error.toHome")}
        </Anchor>
      </Empty>
    </main>
  );
}
