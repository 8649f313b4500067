import { Anchor } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ImportFile } from "../imports/ImportFile";
import { PageHead } from "../parts/PageHead";
import { t } from "../text";

/** Brings SKUs and listings in from a file. */
export function CatalogImportPage() {
  const { run } = useSearch({ from: "/inside/catalog/import" });
  const navigate = useNavigate({ from: "/catalog/import" });
  return (
    <>
      <PageHead
        title={t("catalog.importTitle")}
        hint={
          <Anchor component={Link} to="/catalog">
            {t("catalog.back")}
          </Anchor>
        }
      />
      <ImportFile
        kinds={["skus", "listings", "stock"]}
        id={run}
        onImport={(id) => void navigate({ search: { run: id } })}
      />
    </>
  );
}
