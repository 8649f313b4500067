import { Anchor } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { importsQuery } from "../api/settings";
import type { FileImport } from "../api/types";
import type { ImportKind } from "../api/imports";
import { ImportFile } from "../imports/ImportFile";
import { Age } from "../parts/Age";
import { Command } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import { Panel } from "../parts/Panel";
import { Status } from "../status/Status";
import { t } from "../text";
import { Listed } from "./Listed";
import classes from "./settings.module.css";

const kinds: ImportKind[] = ["orders", "skus", "stock", "listings", "locations", "movements", "transit"];

/** Files in, backups out. */
export function DataPage() {
  const { import: id, kind } = useSearch({ from: "/inside/settings/data" });
  const navigate = useNavigate({ from: "/settings/data" });
  const query = useInfiniteQuery(importsQuery);
  return (
    <>
      <PageHead title={t("data.title")} hint={t("data.hint")} />
      <div className={classes.closures}>
        <ImportFile
          kinds={kinds}
          kind={kind}
          id={id}
          onImport={(next) => void navigate({ search: { import: next } })}
        />
        <section aria-label={t("data.recent")}>
          <div className={classes.line}>
            <h2>{t("data.recent")}</h2>
            <span className={classes.quiet}>{t("data.recentHint")}</span>
          </div>
          <Listed
            query={query}
            label={t("data.recent")}
            empty={{ title: t("data.noImports"), what: t("data.noImportsWhat") }}
          >
            {(one) => <ImportRow key={one.id} one={one} />}
          </Listed>
        </section>
        <Panel title={t("data.backup")}>
          <div className={classes.closures}>
            <p className={classes.quiet}>{t("data.backupWhat")}</p>
            <Command>switchyard backup --out switchyard.backup</Command>
          </div>
        </Panel>
      </div>
    </>
  );
}

function ImportRow({ one }: { one: FileImport }) {
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <Link to="/settings/data" search={{ import: one.id }}>
          <bdi>{one.name || one.id}</bdi>
        </Link>
        <Status of="import" value={one.status} />
        <span className={classes.quiet}>{t(`imports.${one.kind}`)}</span>
        {one.reject_bytes > 0 && (
          <Anchor href={`/api/v1/imports/${one.id}/rejects.csv`} download>
            {t("imports.rejects")}
          </Anchor>
        )}
        <span className={`${classes.quiet} ${classes.end}`}>
          <Age at={one.created_at} />
        </span>
      </div>
    </li>
  );
}
