import { Anchor, Button, NumberInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { supplierQuery } from "../api/purchasing";
import type { Supplier } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Facts } from "../parts/Facts";
import { Empty } from "../parts/Message";
import { One } from "../parts/One";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import { money } from "../text/money";
import { offersOf } from "./offer";
import { SupplierForm } from "./SupplierForm";

/** One supplier, and what it sells. */
export function SupplierPage() {
  const { id } = useParams({ from: "/inside/purchasing/suppliers/$id" });
  const query = useQuery(supplierQuery(id));
  return (
    <One
      query={query}
      loading={t("suppliers.loading")}
      missing={t("suppliers.missing")}
      back={
        <Anchor component={Link} to="/purchasing/suppliers">
          {t("suppliers.back")}
        </Anchor>
      }
    >
      {(supplier) => <SupplierView key={supplier.id} supplier={supplier} />}
    </One>
  );
}

function SupplierView({ supplier }: { supplier: Supplier }) {
  const writes = useMay()("purchasing.write");
  const [chosen, setChosen] = useState<"edit" | "offer" | null>(null);
  const toggle = (what: "edit" | "offer") => setChosen(chosen === what ? null : what);
  return (
    <>
      <PageHead title={supplier.name} hint={<bdi>{supplier.code}</bdi>}>
        <Status of="switch" value={supplier.active ? "on" : "off"} />
      </PageHead>
      {writes && (
        <div className={actClasses.bar} role="group" aria-label={t("suppliers.actions")}>
          <Button aria-expanded={chosen === "edit"} onClick={() => toggle("edit")}>
            {t("suppliers.change")}
          </Button>
          <Button aria-expanded={chosen === "offer"} onClick={() => toggle("offer")}>
            {t("suppliers.addOffer")}
          </Button>
        </div>
      )}
      {chosen === "edit" && <SupplierForm supplier={supplier} onClose={() => setChosen(null)} />}
      {chosen === "offer" && <OfferForm supplier={supplier} onClose={() => setChosen(null)} />}
      <div className={partClasses.stack}>
        <Panel title={t("purchase.about")}>
          <Facts
            facts={[
              [t("suppliers.contact"), supplier.contact],
              [t("customers.email"), supplier.email],
              [t("customers.phone"), supplier.phone],
              [t("suppliers.currency"), supplier.currency],
              [
                t("suppliers.leadDays"),
                supplier.lead_days > 0 && t("suppliers.days", { count: supplier.lead_days }),
              ],
              [t("purchasing.note"), supplier.note],
            ]}
          />
        </Panel>
        <Panel title={t("suppliers.sells")} flush>
          <Offers supplier={supplier} />
        </Panel>
      </div>
    </>
  );
}

const mostOffers = 50; // before it is asked for the others

function Offers({ supplier: { items, currency } }: { supplier: Supplier }) {
  const [isWhole, setWhole] = useState(false);
  if (items.length === 0) return <Empty title={t("suppliers.noOffer")} what={t("suppliers.noOfferWhat")} />;
  const codes = items.some((one) => one.supplier_sku);
  const times = items.some((one) => one.lead_days !== null);
  return (
    <>
      <Scroll label={t("suppliers.sells")}>
        <table className={tableClasses.table} aria-label={t("suppliers.sells")}>
          <thead>
            <tr>
              <th>{t("stock.sku")}</th>
              {codes && <th>{t("suppliers.theirCode")}</th>}
              <th className={tableClasses.right}>{t("purchasing.cost")}</th>
              <th className={tableClasses.right}>{t("suppliers.least")}</th>
              <th className={tableClasses.right}>{t("suppliers.pack")}</th>
              {times && <th className={tableClasses.right}>{t("suppliers.leadDays")}</th>}
            </tr>
          </thead>
          <tbody>
            {items.slice(0, isWhole ? undefined : mostOffers).map((one) => (
              <tr key={one.sku}>
                <td className={partClasses.code}>
                  <Link to="/inventory/$sku" params={{ sku: one.sku }}>
                    {one.sku}
                  </Link>
                </td>
                {codes && (
                  <td className={tableClasses.quiet}>
                    <bdi>{one.supplier_sku}</bdi>
                  </td>
                )}
                <td className={tableClasses.right}>{one.cost === null ? "–" : money(one.cost, currency)}</td>
                <td className={tableClasses.right}>{figure(one.min_quantity)}</td>
                <td className={tableClasses.right}>{figure(one.pack_size)}</td>
                {times && <td className={tableClasses.right}>{one.lead_days ?? "–"}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {items.length > mostOffers && !isWhole && (
        <div className={partClasses.body}>
          <Button onClick={() => setWhole(true)}>{t("suppliers.all", { count: items.length })}</Button>
        </div>
      )}
    </>
  );
}

/** What the supplier asks for one SKU: a new one, or another offer for one that is there. */
function OfferForm({ supplier, onClose }: { supplier: Supplier; onClose: () => void }) {
  const { act, busy, fields } = useAct();
  const at = Object.entries(fields).find(([name]) => name.startsWith("items["))?.[1];
  function submit(form: FormData) {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const items = offersOf(supplier.items, {
      sku: text("sku"),
      supplier_sku: text("theirs"),
      cost: text("cost") || undefined,
      min_quantity: Number(text("least")) || 1,
      pack_size: Number(text("pack")) || 1,
    });
    act({
      call: (headers) =>
        api.PATCH("/api/v1/suppliers/{id}", {
          params: { path: { id: supplier.id }, header: { "If-Match": `"${supplier.version}"` } },
          body: { items },
          headers,
        }),
      done: t("did.editSupplier", { name: supplier.name }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("suppliers.addOffer")}
      verb={t("verb.save")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput name="sku" label={t("stock.sku")} required maxLength={100} error={at} />
      <TextInput name="theirs" label={t("suppliers.theirCode")} maxLength={100} />
      <TextInput
        name="cost"
        label={`${t("purchasing.cost")} (${supplier.currency})`}
        inputMode="decimal"
        maxLength={20}
      />
      <NumberInput name="least" label={t("suppliers.least")} defaultValue={1} min={1} allowDecimal={false} />
      <NumberInput name="pack" label={t("suppliers.pack")} defaultValue={1} min={1} allowDecimal={false} />
    </ActionPanel>
  );
}
