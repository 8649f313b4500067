import { Anchor, Button, NativeSelect, NumberInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { FormEvent } from "react";
import actClasses from "../act/act.module.css";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { returnPolicyQuery } from "../api/returns";
import { locationsQuery } from "../api/stock";
import type { ReturnPolicy } from "../api/types";
import { Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import { Skeleton } from "../parts/Skeleton";
import { t } from "../text";

const timings = ["on_approval", "on_inspection", "by_hand"] as const satisfies ReturnPolicy["refund"][];
const rules = ["none", "last_unit", "share"] as const satisfies ReturnPolicy["refund_shipping"][];

/** How the shop takes returns. */
export function PolicyPage() {
  const query = useQuery(returnPolicyQuery);
  return (
    <>
      <PageHead title={t("policy.title")} hint={t("policy.hint")}>
        <Anchor component={Link} to="/returns">
          {t("return.back")}
        </Anchor>
      </PageHead>
      {query.isPending && <Skeleton label={t("policy.loading")} rows={5} />}
      {query.error && <Failure level={2} error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <Form key={JSON.stringify(query.data)} policy={query.data} />}
    </>
  );
}

function Form({ policy }: { policy: ReturnPolicy }) {
  const writes = useMay()("settings.write");
  const { act, busy, fields } = useAct();
  const locations = useQuery(locationsQuery);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body: ReturnPolicy = {
      window_days: Number(form.get("window_days")),
      expire_days: Number(form.get("expire_days")),
      refund: timings.find((one) => one === form.get("refund"))!,
      refund_shipping: rules.find((one) => one === form.get("refund_shipping"))!,
      location: String(form.get("location")),
    };
    act({
      call: (headers) => api.PUT("/api/v1/returns/policy", { body, headers }),
      done: t("did.returnPolicy"),
    });
  }
  const days = (name: "window_days" | "expire_days") => (
    <NumberInput
      name={name}
      label={t(`policy.${name}`)}
      description={t(`policy.${name}What`)}
      defaultValue={policy[name]}
      min={0}
      max={3650}
      allowDecimal={false}
      disabled={!writes}
      error={fields[name]}
      required
    />
  );
  return (
    <form onSubmit={submit} aria-label={t("policy.title")}>
      <Panel title={t("policy.rules")}>
        <div className={actClasses.fields}>
          {days("window_days")}
          {days("expire_days")}
          <NativeSelect
            name="refund"
            label={t("policy.refund")}
            description={t("policy.refundWhat")}
            defaultValue={policy.refund}
            disabled={!writes}
            data={timings.map((value) => ({ value, label: t(`policy.refund.${value}`) }))}
          />
          <NativeSelect
            name="refund_shipping"
            label={t("policy.shipping")}
            description={t("policy.shippingWhat")}
            defaultValue={policy.refund_shipping}
            disabled={!writes}
            data={rules.map((value) => ({ value, label: t(`policy.shipping.${value}`) }))}
          />
          {locations.data && (
            <NativeSelect
              name="location"
              label={t("policy.location")}
              description={t("policy.locationWhat")}
              defaultValue={policy.location}
              disabled={!writes}
              data={[
                { value: "", label: t("policy.sentFrom") },
                ...locations.data.map(({ code, name }) => ({ value: code, label: name || code })),
              ]}
            />
          )}
        </div>
        {writes && (
          <div className={actClasses.buttons}>
            <Button type="submit" variant="filled" loading={busy} disabled={!locations.data}>
              {t("policy.save")}
            </Button>
          </div>
        )}
      </Panel>
    </form>
  );
}
