import { Anchor } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { returnQuery } from "../api/returns";
import type { Return } from "../api/types";
import { useEvents } from "../live/context";
import { Age } from "../parts/Age";
import { Facts } from "../parts/Facts";
import { One } from "../parts/One";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import { Due } from "../status/Due";
import { Status } from "../status/Status";
import { t } from "../text";
import { money } from "../text/money";
import { dateTime } from "../text/time";
import { Arithmetic } from "./Arithmetic";
import { Inspection } from "./Inspection";
import { Resolution } from "./Resolution";
import { ReturnActions } from "./ReturnActions";
import { ReturnLines } from "./ReturnLines";
import classes from "./returns.module.css";

/** One return: what was asked, what came, what it was found to be and what the buyer gets. */
export function ReturnPage() {
  const { id } = useParams({ from: "/inside/returns/$id" });
  const client = useQueryClient();
  const query = useQuery(returnQuery(id));
  useEvents((events) => {
    if (!events.some((event) => event.subject === id)) return;
    void client.invalidateQueries({ queryKey: returnQuery(id).queryKey });
  });
  return (
    <One
      query={query}
      loading={t("returns.loading")}
      missing={t("return.missing")}
      missingWhat={t("return.missingWhat")}
      back={
        <Anchor component={Link} to="/returns">
          {t("return.back")}
        </Anchor>
      }
    >
      {(data) => <Detail key={data.id} one={data} />}
    </One>
  );
}

function Detail({ one }: { one: Return }) {
  const may = useMay();
  const inspects = may("returns.work") && one.status === "received";
  const resolves = may("money.refund") && one.status === "inspected";
  return (
    <>
      <PageHead title={one.number} hint={t("return.hint")}>
        <Status of="rma" value={one.status} />
        {one.due_at && (one.status === "approved" || one.status === "in_transit") && (
          <Due at={one.due_at} what={t("return.due")} />
        )}
      </PageHead>
      <ReturnActions one={one} />
      {inspects && <Inspection key={one.version} one={one} />}
      {resolves && <Resolution key={one.version} one={one} />}
      <div className={classes.columns}>
        <ReturnLines one={one} />
        <div className={classes.stack}>
          {!inspects && !resolves && <Money one={one} />}
          <About one={one} />
        </div>
      </div>
    </>
  );
}

/** What the buyer got, or would get if everything came and were fine. */
function Money({ one }: { one: Return }) {
  const over = ["closed", "declined", "canceled", "expired"].includes(one.status);
  if (!over && one.lines.every((line) => line.credited === 0)) {
    return <Arithmetic one={one} lines={[]} hint={t("refund.ifFine")} />;
  }
  return (
    <Panel title={t("refund.title")}>
      <Facts
        facts={[
          [t("refund.credit"), money(one.credit, one.currency)],
          [t("refund.refunded"), money(one.refunded, one.currency)],
          [
            t("refund.shipping"),
            /[1-9]/.test(one.shipping_credit) && money(one.shipping_credit, one.currency),
          ],
        ]}
      />
    </Panel>
  );
}

function About({ one }: { one: Return }) {
  return (
    <Panel title={t("return.about")}>
      <Facts
        facts={[
          [
            t("returns.order"),
            <Link key="o" to="/orders/$id" params={{ id: one.order_id }}>
              {one.order_number}
            </Link>,
          ],
          [t("return.channel"), one.channel],
          [t("returns.customer"), one.customer],
          [t("returns.to"), one.location],
          [t("returns.since"), <Age key="s" at={one.status_since} />],
          [t("return.parcel"), [one.carrier, one.tracking_number].filter(Boolean).join(" ")],
          [t("return.asked"), dateTime(one.created_at)],
          [t("return.approved"), one.approved_at && dateTime(one.approved_at)],
          [t("return.received"), one.received_at && dateTime(one.received_at)],
          [t("return.closed"), one.closed_at && dateTime(one.closed_at)],
          [t("return.why"), one.reason],
          [t("return.reference"), one.reference],
          [t("returns.note"), one.note],
          [t("return.late"), one.late && t("return.lateWhat")],
        ]}
      />
    </Panel>
  );
}
