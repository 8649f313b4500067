import { ActionIcon, Button, Checkbox } from "@mantine/core";
import { IconArrowLeft, IconArrowRight } from "@tabler/icons-react";
import { Panel } from "../../parts/Panel";
import type { OrdersView } from "../../routes/orders";
import { t } from "../../text";
import { columnName, columns, columnsOf, columnsText, moved, type Column } from "../columns";
import classes from "./panels.module.css";

type Props = { shown: OrdersView; onShow: (next: OrdersView) => void; onClose: () => void };

/** Which columns the list has; the address keeps them, and so does a view that is saved. */
export default function ColumnsPanel({ shown, onShow, onClose }: Props) {
  const chosen = columnsOf(shown.columns);
  const inOrder = [...chosen, ...columns.filter((column) => !chosen.includes(column))];
  const show = (next: Column[]) => onShow({ ...shown, columns: columnsText(next) });
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
          {inOrder.map((column) => (
            <div key={column} className={classes.column}>
              <Checkbox
                label={t(columnName(column))}
                checked={chosen.includes(column)}
                disabled={chosen.length === 1 && chosen[0] === column}
                onChange={(event) =>
                  show(
                    event.currentTarget.checked
                      ? [...chosen, column]
                      : chosen.filter((one) => one !== column),
                  )
                }
              />
              {chosen.includes(column) && (
                <Movers column={column} chosen={chosen} onMove={(by) => show(moved(chosen, column, by))} />
              )}
            </div>
          ))}
        </div>
      </Panel>
    </div>
  );
}

type MoversProps = { column: Column; chosen: Column[]; onMove: (by: -1 | 1) => void };

/** Moves a column to the left or to the right; at an end the button stays, so that the focus does. */
function Movers({ column, chosen, onMove }: MoversProps) {
  const name = t(columnName(column));
  const at = chosen.indexOf(column);
  return (
    <>
      <ActionIcon
        size={24}
        aria-label={t("columns.left", { column: name })}
        aria-disabled={at === 0}
        onClick={() => onMove(-1)}
      >
        <IconArrowLeft size={14} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        size={24}
        aria-label={t("columns.right", { column: name })}
        aria-disabled={at === chosen.length - 1}
        onClick={() => onMove(1)}
      >
        <IconArrowRight size={14} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
    </>
  );
}
