import { Button, Checkbox } from "@mantine/core";
import { Panel } from "../../parts/Panel";
import type { OrdersView } from "../../routes/orders";
import { t } from "../../text";
import { columnName, columns, columnsOf, columnsText } from "../columns";
import classes from "./panels.module.css";

type Props = { shown: OrdersView; onShow: (next: OrdersView) => void; onClose: () => void };

/** Which columns the list has; the address keeps them, and so does a view that is saved. */
export default function ColumnsPanel({ shown, onShow, onClose }: Props) {
  const chosen = columnsOf(shown.columns);
  return (
    <div className={classes.panel}>
      <Panel
        title={t("columns.title")}
        hint={t("columns.hint")}
        aside={
          <>
            <Button size="compact-sm" onClick={() => onShow({ ...shown, columns: undefined })}>
              {t("columns.usual")}
            </Button>
            <Button size="compact-sm" onClick={onClose}>
              {t("act.back")}
            </Button>
          </>
        }
      >
        <div className={classes.checks} role="group" aria-label={t("columns.title")}>
          {columns.map((column) => (
            <Checkbox
              key={column}
              label={t(columnName(column))}
              checked={chosen.includes(column)}
              disabled={chosen.length === 1 && chosen[0] === column}
              onChange={(event) =>
                onShow({
                  ...shown,
                  columns: columnsText(
                    event.currentTarget.checked
                      ? [...chosen, column]
                      : chosen.filter((one) => one !== column),
                  ),
                })
              }
            />
          ))}
        </div>
      </Panel>
    </div>
  );
}
