import { ActionIcon, Button, Switch, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ActionPanel } from "../../act/ActionPanel";
import { useAct, useMay } from "../../act/useAct";
import { api } from "../../api/client";
import type { View, ViewUpdate } from "../../api/types";
import { viewsQuery } from "../../api/views";
import { Panel } from "../../parts/Panel";
import { t } from "../../text";
import { renumbered } from "../views";
import classes from "./panels.module.css";

/** The views of the list: their names and order, which are shown, which are not needed any more. */
export default function ManageViews({ onClose }: { onClose: () => void }) {
  const views = useQuery(viewsQuery).data ?? [];
  const may = useMay();
  const mine = views.filter((view) => !view.shared || may("views.share"));
  return (
    <div className={classes.panel}>
      <Panel
        title={t("views.manage")}
        hint={t("views.manageWhat")}
        aside={
          <Button size="compact-sm" onClick={onClose}>
            {t("act.back")}
          </Button>
        }
        flush
      >
        <ul role="list" aria-label={t("views.title")}>
          {mine.map((view) => (
            <Row key={view.id} view={view} among={mine.filter((one) => one.shared === view.shared)} />
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function Row({ view, among }: { view: View; among: View[] }) {
  const { act, busy } = useAct();
  const [name, setName] = useState(view.name);
  const [deleting, setDeleting] = useState(false);
  const params = { path: { id: view.id } };
  const at = among.indexOf(view);
  const edit = (body: ViewUpdate) =>
    act({
      call: (headers) => api.PATCH("/api/v1/views/{id}", { params, body, headers }),
      done: t("views.saved", { name: body.name ?? view.name }),
    });
  const move = (to: number) =>
    act({
      call: async (headers) => {
        const key = headers["Idempotency-Key"];
        const calls = renumbered(among, at, to).map(
          ([id, position]) =>
            () =>
              api.PATCH("/api/v1/views/{id}", {
                params: { path: { id } },
                body: { position },
                headers: { "Idempotency-Key": `${key}-${id}` },
              }),
        );
        // One after the other: the order of the tabs is right whenever it is read.
        for (const call of calls.slice(0, -1)) {
          const answer = await call();
          if (!answer.response.ok) return answer;
        }
        return calls.at(-1)!();
      },
      done: t("views.moved", { name: view.name }),
    });
  const remove = () =>
    act({
      call: (headers) => api.DELETE("/api/v1/views/{id}", { params, headers }),
      done: t("views.deleted", { name: view.name }),
    });
  return (
    <li className={classes.row}>
      <form
        className={classes.name}
        onSubmit={(event) => {
          event.preventDefault();
          edit({ name: name.trim() });
        }}
      >
        <TextInput
          aria-label={t("views.nameOf", { name: view.name })}
          value={name}
          required
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {name.trim() !== view.name && (
          <Button type="submit" loading={busy}>
            {t("views.rename")}
          </Button>
        )}
      </form>
      <span className={classes.quiet}>{t(view.shared ? "views.shared" : "views.own")}</span>
      <Switch
        label={t("views.shown")}
        checked={!view.hidden}
        disabled={busy}
        onChange={(event) => edit({ hidden: !event.currentTarget.checked })}
      />
      <ActionIcon
        aria-label={t("views.up", { name: view.name })}
        disabled={busy || at === 0}
        onClick={() => move(at - 1)}
      >
        <IconArrowUp size={16} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        aria-label={t("views.down", { name: view.name })}
        disabled={busy || at === among.length - 1}
        onClick={() => move(at + 1)}
      >
        <IconArrowDown size={16} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
      <Button size="compact-sm" aria-expanded={deleting} onClick={() => setDeleting(!deleting)}>
        {t("views.delete")}
      </Button>
      {deleting && (
        <ActionPanel
          title={t("views.deleteName", { name: view.name })}
          verb={t("views.delete")}
          danger
          busy={busy}
          onSubmit={remove}
          onClose={() => setDeleting(false)}
        >
          <p>{t("views.deleteWhat")}</p>
        </ActionPanel>
      )}
    </li>
  );
}
