import { Button, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import type { OrderException } from "../api/types";
import { Age } from "../parts/Age";
import { Status } from "../status/Status";
import { humanize, t } from "../text";
import { dateTime } from "../text/time";
import classes from "./exceptions.module.css";

type Ending = "resolve" | "dismiss";

const settled = new Set<OrderException["status"]>(["resolved", "dismissed"]);

/** One exception: what, how bad, how old, and the buttons that end it. */
export function ExceptionRow({ item }: { item: OrderException }) {
  return (
    <li className={classes.row}>
      <div className={classes.head}>
        <Status of="exception" value={item.severity} word={humanize(item.kind)} />
        <Status of="exceptionStatus" value={item.status} />
        {item.order_id && (
          <Link to="/orders/$id" params={{ id: item.order_id }} data-row>
            {t("exceptions.toOrder")}
          </Link>
        )}
        {item.owner && <bdi className={classes.quiet}>{t("exceptions.owner", { owner: item.owner })}</bdi>}
        {item.due_at && (
          <span className={classes.quiet}>{t("order.due", { when: dateTime(item.due_at) })}</span>
        )}
        <span className={classes.age}>
          <Age at={item.opened_at} />
        </span>
      </div>
      <p className={classes.summary}>
        <bdi>{item.summary}</bdi>
      </p>
      {item.resolution && <p className={classes.quiet}>{item.resolution}</p>}
      {!settled.has(item.status) && <Verbs item={item} />}
    </li>
  );
}

function Verbs({ item }: { item: OrderException }) {
  const may = useMay();
  const { act, busy } = useAct();
  const [ending, setEnding] = useState<Ending | null>(null);
  if (!may("exceptions.work")) return null;
  const params = { path: { id: item.id } };
  const acknowledge = () =>
    act({
      call: (headers) => api.POST("/api/v1/exceptions/{id}/acknowledge", { params, headers }),
      done: t("did.acknowledge"),
    });
  function end(form: FormData) {
    const body = { note: String(form.get("note")).trim() || undefined };
    act({
      call: (headers) =>
        ending === "resolve"
          ? api.POST("/api/v1/exceptions/{id}/resolve", { params, body, headers })
          : api.POST("/api/v1/exceptions/{id}/dismiss", { params, body, headers }),
      done: t(ending === "resolve" ? "did.resolve" : "did.dismiss"),
      then: () => setEnding(null),
    });
  }
  return (
    <>
      <div className={classes.verbs}>
        {item.status === "open" && (
          <Button size="compact-sm" loading={busy && !ending} onClick={acknowledge}>
            {t("verb.acknowledge")}
          </Button>
        )}
        {(["resolve", "dismiss"] as const).map((verb) => (
          <Button
            key={verb}
            size="compact-sm"
            aria-expanded={ending === verb}
            onClick={() => setEnding((before) => (before === verb ? null : verb))}
          >
            {t(`verb.${verb}`)}
          </Button>
        ))}
      </div>
      {ending && (
        <ActionPanel
          key={ending}
          title={t(`exceptions.${ending}`)}
          verb={t(`verb.${ending}`)}
          busy={busy}
          onSubmit={end}
          onClose={() => setEnding(null)}
        >
          <TextInput name="note" label={t("exceptions.note")} maxLength={2000} className={actClasses.wide} />
        </ActionPanel>
      )}
    </>
  );
}
