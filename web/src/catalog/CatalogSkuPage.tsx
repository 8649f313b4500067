import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { skuQuery } from "../api/stock";
import type { Sku } from "../api/types";
import { Facts } from "../parts/Facts";
import { One } from "../parts/One";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import partClasses from "../parts/parts.module.css";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import { dateTime } from "../text/time";
import { Listings } from "./Listings";
import { fieldsOf, type Part } from "./skuForm";
import { SkuFields } from "./SkuFields";

/** One SKU: what it is, what it is made of, where it is offered. */
export function CatalogSkuPage() {
  const { sku: code } = useParams({ from: "/inside/catalog/$sku" });
  const sku = useQuery(skuQuery(code));
  return (
    <One
      query={sku}
      loading={t("catalog.loading")}
      missing={t("sku.missing")}
      back={
        <Anchor component={Link} to="/catalog">
          {t("catalog.back")}
        </Anchor>
      }
    >
      {(data) => <SkuView key={data.code} sku={data} />}
    </One>
  );
}

function SkuView({ sku }: { sku: Sku }) {
  const may = useMay();
  const [editing, setEditing] = useState(false);
  return (
    <>
      <PageHead title={sku.title || sku.code} hint={sku.code}>
        {sku.bundle && <Status of="catalog" value="bundle" />}
        <Status of="catalog" value={sku.active ? "active" : "inactive"} />
      </PageHead>
      <div className={actClasses.bar}>
        {may("catalog.write") && (
          <Button aria-expanded={editing} onClick={() => setEditing((before) => !before)}>
            {t("verb.edit")}
          </Button>
        )}
        <Button renderRoot={(props) => <Link to="/inventory/$sku" params={{ sku: sku.code }} {...props} />}>
          {t("catalog.toStock")}
        </Button>
      </div>
      {editing && <EditSku sku={sku} onClose={() => setEditing(false)} />}
      <div className={partClasses.pair}>
        <div className={partClasses.stack}>
          <Listings sku={sku} />
        </div>
        <div className={partClasses.stack}>
          {sku.bundle && <Components sku={sku} />}
          <About sku={sku} />
        </div>
      </div>
    </>
  );
}

function About({ sku }: { sku: Sku }) {
  const size = [sku.length_mm, sku.width_mm, sku.height_mm];
  const limit = sku.backorder_limit > 0 ? figure(sku.backorder_limit) : t("sku.unlimited");
  return (
    <Panel title={t("sku.about")}>
      <Facts
        facts={[
          [t("sku.barcode"), sku.barcode],
          [t("sku.category"), sku.category],
          [t("sku.weight"), sku.weight_grams > 0 && t("sku.grams", { count: sku.weight_grams })],
          [
            t("sku.size"),
            size.some((side) => side > 0) && t("sku.mm", { size: size.map(figure).join(" × ") }),
          ],
          [t("sku.hs_code"), sku.hs_code],
          [t("sku.origin_country"), sku.origin_country],
          [t("sku.unfillable"), t(`sku.${sku.unfillable}`)],
          [t("sku.backorder_limit"), sku.unfillable === "backorder" && limit],
          [t("sku.changed"), dateTime(sku.updated_at)],
          ...Object.entries(sku.attributes ?? {}).map(([name, value]): [string, string] => [
            name,
            typeof value === "string" ? value : JSON.stringify(value),
          ]),
        ]}
      />
    </Panel>
  );
}

function Components({ sku }: { sku: Sku }) {
  return (
    <Panel title={t("sku.components")} hint={t("sku.bundleHint")}>
      <ul>
        {sku.components.map((part) => (
          <li key={part.sku}>
            {t("sku.partUnits", { count: part.quantity })}{" "}
            <Link to="/catalog/$sku" params={{ sku: part.sku }} className={partClasses.code}>
              {part.sku}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function EditSku({ sku, onClose }: { sku: Sku; onClose: () => void }) {
  const { act, busy, fields: faults } = useAct();
  const [parts, setParts] = useState<Part[]>(sku.components);
  function submit(form: FormData) {
    act({
      call: (headers) =>
        api.PATCH("/api/v1/skus/{id}", {
          params: { path: { id: sku.id }, header: { "If-Match": `"${sku.version}"` } },
          body: fieldsOf(form, parts),
          headers,
        }),
      done: t("did.saved", { what: sku.code }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("sku.edit", { sku: sku.code })}
      verb={t("verb.save")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <SkuFields sku={sku} parts={parts} onParts={setParts} faults={faults} />
    </ActionPanel>
  );
}
