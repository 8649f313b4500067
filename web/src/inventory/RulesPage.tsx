import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { stockRulesQuery } from "../api/availability";
import type { StockRule } from "../api/types";
import tableClasses from "../orders/OrdersTable.module.css";
import { Empty } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import { PagedList } from "../parts/PagedList";
import partClasses from "../parts/parts.module.css";
import { Scroll } from "../parts/Scroll";
import { Status } from "../status/Status";
import { figure, t } from "../text";
import classes from "./availability.module.css";
import { RuleForm } from "./RuleForm";

/** The rules that narrow what channels may sell. */
export function RulesPage() {
  const query = useInfiniteQuery(stockRulesQuery);
  const may = useMay();
  const [open, setOpen] = useState<"new" | string | null>(null);
  const close = () => setOpen(null);
  const writes = may("catalog.write");
  const edited = (query.data?.pages ?? []).flatMap((page) => page.items).find(({ id }) => id === open);
  const make = writes && (
    <Button aria-expanded={open === "new"} onClick={() => setOpen(open === "new" ? null : "new")}>
      {t("rules.make")}
    </Button>
  );
  return (
    <>
      <PageHead title={t("rules.title")} hint={t("rules.hint")} aside={make} />
      {open === "new" && <RuleForm onClose={close} />}
      {edited && <RuleForm key={edited.id} rule={edited} onClose={close} />}
      <div className={partClasses.panel}>
        <PagedList
          query={query}
          loading={t("rules.loading")}
          shown={(count) => t("rules.shown", { count })}
          empty={<Empty level={2} title={t("rules.empty")} what={t("rules.emptyWhat")} />}
        >
          {(rules) => <Table rules={rules} onEdit={writes ? setOpen : undefined} />}
        </PagedList>
      </div>
    </>
  );
}

type TableProps = { rules: StockRule[]; onEdit?: (id: string) => void };

function Table({ rules, onEdit }: TableProps) {
  return (
    <Scroll label={t("rules.title")}>
      <table className={tableClasses.table} aria-label={t("rules.title")}>
        <thead>
          <tr>
            <th>{t("rules.name")}</th>
            <th>{t("rules.kind")}</th>
            <th>{t("rules.scope")}</th>
            <th className={tableClasses.right}>{t("rules.value")}</th>
            <th>{t("column.status")}</th>
            {onEdit && <td />}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.id}>
              <td>
                <bdi>{rule.name}</bdi>
              </td>
              <td>{t(`rules.${rule.kind}`)}</td>
              <td>
                <Scope rule={rule} />
              </td>
              <td className={tableClasses.right}>{valueOf(rule)}</td>
              <td>
                <Status of="catalog" value={rule.active ? "active" : "inactive"} />
              </td>
              {onEdit && (
                <td>
                  <RowActions rule={rule} onEdit={() => onEdit(rule.id)} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** What a rule is about: all that it names, or everything. */
function Scope({ rule: { sku, category, channel, location } }: { rule: StockRule }) {
  if (![sku, category, channel, location].some(Boolean)) return t("rules.everything");
  return (
    <>
      {sku && (
        <Link to="/inventory/$sku" params={{ sku }}>
          {sku}
        </Link>
      )}
      <bdi>
        {[category, channel, location].filter(Boolean).map((one, n) => (n > 0 || sku ? ` · ${one}` : one))}
      </bdi>
    </>
  );
}

function valueOf({ kind, quantity, risk, locations }: StockRule): string {
  if (kind === "locations") return locations.join(", ");
  if (kind === "oversell_risk") return t("rules.percent", { percent: figure(risk / 100) });
  return figure(quantity);
}

function RowActions({ rule, onEdit }: { rule: StockRule; onEdit: () => void }) {
  const { act, busy } = useAct();
  const remove = () =>
    act({
      call: (headers) =>
        api.DELETE("/api/v1/stock-rules/{id}", { params: { path: { id: rule.id } }, headers }),
      done: t("rules.deleted", { rule: rule.name }),
    });
  return (
    <span className={classes.actions}>
      <Button size="compact-sm" aria-label={t("rules.editOne", { rule: rule.name })} onClick={onEdit}>
        {t("rules.edit")}
      </Button>
      <Button
        size="compact-sm"
        loading={busy}
        aria-label={t("rules.deleteOne", { rule: rule.name })}
        onClick={remove}
      >
        {t("rules.delete")}
      </Button>
    </span>
  );
}
