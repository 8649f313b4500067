import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import actClasses from "../../act/act.module.css";
import { Panel } from "../../parts/Panel";
import { humanize, t } from "../../text";
import { exportColumns, exportLink, type ExportWish } from "../exportLink";
import classes from "./panels.module.css";

/** Takes the orders of the filter away as a file: a plain link that anybody with access can use again. */
export default function ExportPanel({ filter, onClose }: { filter: string; onClose: () => void }) {
  const [wish, setWish] = useState<ExportWish>({ rows: "orders", format: "xlsx", columns: [] });
  const { rows, format, columns } = wish;
  return (
    <div className={classes.panel}>
      <Panel title={t("export.title")} hint={filter ? <bdi>{filter}</bdi> : t("export.all")}>
        <div className={actClasses.fields}>
          <NativeSelect
            label={t("export.rows")}
            value={rows}
            onChange={(event) => setWish({ ...wish, rows: event.currentTarget.value as typeof rows })}
            data={[
              { value: "orders", label: t("export.orders") },
              { value: "lines", label: t("export.lines") },
            ]}
          />
          <NativeSelect
            label={t("export.format")}
            value={format}
            onChange={(event) => setWish({ ...wish, format: event.currentTarget.value as typeof format })}
            data={[
              { value: "xlsx", label: t("export.xlsx") },
              { value: "csv", label: t("export.csv") },
              { value: "jsonl", label: t("export.jsonl") },
            ]}
          />
          <Checkbox.Group
            className={actClasses.wide}
            label={t("export.columns")}
            description={t("export.columnsHint")}
            value={columns}
            onChange={(chosen) => setWish({ ...wish, columns: chosen })}
          >
            <div className={classes.checks}>
              {exportColumns(rows).map((column) => (
                <Checkbox key={column} value={column} label={humanize(column)} />
              ))}
            </div>
          </Checkbox.Group>
        </div>
        <div className={actClasses.buttons}>
          <Button
            component="a"
            variant="filled"
            href={exportLink(filter, wish)}
            download
            leftSection={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          >
            {t("export.download")}
          </Button>
          <Button onClick={onClose}>{t("act.back")}</Button>
        </div>
      </Panel>
    </div>
  );
}
