import { Anchor, Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { FileAct } from "../act/FileAct";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { countQuery } from "../api/counts";
import type { Count } from "../api/types";
import { useEvents } from "../live/context";
import { Facts } from "../parts/Facts";
import { One } from "../parts/One";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Status } from "../status/Status";
import { t } from "../text";
import { money } from "../text/money";
import { dateTime } from "../text/time";
import { progressOf, signed } from "./count";
import { CountLines } from "./CountLines";
import { Finish } from "./Finish";
import { Progress } from "./Progress";

/** One count: how far it is, its lines, and what is decided about them. */
export function CountPage() {
  const { id } = useParams({ from: "/inside/counts/$id" });
  const query = useQuery(countQuery(id));
  useLive(id);
  return (
    <One
      query={query}
      loading={t("counts.loading")}
      missing={t("counts.missing")}
      back={
        <Anchor component={Link} to="/counts">
          {t("counts.back")}
        </Anchor>
      }
    >
      {(data) => <Detail count={data} />}
    </One>
  );
}

/** Asks anew when somebody else counts: the lines keep their places. */
export function useLive(id: string) {
  const client = useQueryClient();
  useEvents((events) => {
    if (events.some(({ type, subject }) => type.startsWith("count.") && subject === id)) {
      void client.invalidateQueries({ queryKey: countQuery(id).queryKey });
    }
  });
}

function Detail({ count }: { count: Count }) {
  return (
    <>
      <PageHead title={count.number} hint={<bdi>{count.location}</bdi>}>
        <Status of="count" value={count.status} />
        <Progress {...progressOf(count)} />
      </PageHead>
      <Actions count={count} />
      <div className={partClasses.stack}>
        <Panel title={t("counts.about")}>
          <Facts
            facts={[
              [t("counts.note"), count.note],
              [t("counts.told"), t(count.blind ? "counts.toldBlind" : "counts.toldOpen")],
              [t("counts.tolerance"), toleranceOf(count)],
              [t("counts.planned"), dateTime(count.created_at)],
              [t("counts.finished"), count.finished_at && dateTime(count.finished_at)],
              [t("counts.closed"), count.closed_at && dateTime(count.closed_at)],
              [t("counts.applied"), count.progress.approved > 0 && signed(count.progress.applied)],
            ]}
          />
        </Panel>
        <CountLines count={count} />
      </div>
    </>
  );
}

function toleranceOf({ tolerance: { units, percent, value }, currency }: Count): string {
  const parts = [
    units > 0 && t("counts.upToUnits", { count: units }),
    percent > 0 && t("counts.upToPercent", { percent }),
    value !== null && t("counts.upToValue", { value: money(value, currency) }),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(" · ") : t("counts.exact");
}

type Verb = "finish" | "cancel";

function Actions({ count }: { count: Count }) {
  const may = useMay();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<Verb | null>(null);
  const counting = may("stock.write") && (count.status === "open" || count.status === "counting");
  const cancels =
    may("counts.manage") &&
    count.status !== "closed" &&
    count.status !== "canceled" &&
    count.progress.approved === 0;
  const close = () => setChosen(null);
  const toggle = (verb: Verb) => setChosen(chosen === verb ? null : verb);
  return (
    <>
      <div className={actClasses.bar} role="group" aria-label={t("counts.actions")}>
        {counting && (
          <>
            <Button
              variant="filled"
              onClick={() => void navigate({ to: "/counts/$id/station", params: { id: count.id } })}
            >
              {t("counts.count")}
            </Button>
            <ImportTallies count={count} />
            {count.status === "counting" && (
              <Button aria-expanded={chosen === "finish"} onClick={() => toggle("finish")}>
                {t("counts.finish")}
              </Button>
            )}
          </>
        )}
        <Button component="a" href={`/api/v1/counts/${count.id}/sheet.csv`} download>
          {t("counts.sheet")}
        </Button>
        {cancels && (
          <Button aria-expanded={chosen === "cancel"} onClick={() => toggle("cancel")}>
            {t("counts.cancel")}
          </Button>
        )}
      </div>
      {counting && chosen === "finish" && <Finish count={count} onDone={close} onClose={close} />}
      {cancels && chosen === "cancel" && <Cancel count={count} onClose={close} />}
    </>
  );
}

/** Takes what was found from a file: the sheet, filled in. */
function ImportTallies({ count: { id, number } }: { count: Count }) {
  return (
    <FileAct
      label={t("counts.import")}
      title={t("counts.importWhat")}
      done={t("did.importTallies", { number })}
      send={(file) => api.POST("/api/v1/counts/{id}/file", { params: { path: { id } }, ...file })}
    />
  );
}

function Cancel({ count: { id, number }, onClose }: { count: Count; onClose: () => void }) {
  const { act, busy } = useAct();
  return (
    <ActionPanel
      title={t("counts.cancelTitle", { number })}
      verb={t("counts.cancel")}
      busy={busy}
      danger
      onSubmit={() =>
        act({
          call: (headers) => api.POST("/api/v1/counts/{id}/cancel", { params: { path: { id } }, headers }),
          done: t("did.cancelCount", { number }),
          then: onClose,
        })
      }
      onClose={onClose}
    >
      <p>{t("counts.cancelWhat")}</p>
    </ActionPanel>
  );
}
