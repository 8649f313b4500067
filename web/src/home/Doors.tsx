import { Link } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { Command } from "../parts/Message";
import { t } from "../text";
import classes from "./home.module.css";

/** The ways in for an installation without orders: look around, connect, bring a file. */
export function Doors() {
  const may = useMay();
  return (
    <div className={classes.doors}>
      <h3>{t("home.empty")}</h3>
      <ul role="list">
        {may("orders.write") && (
          <li>
            <Link to="/settings/data">{t("door.file")}</Link>
            <span>{t("door.fileWhat")}</span>
          </li>
        )}
        {may("channels.write") && (
          <li>
            <strong>{t("door.shop")}</strong>
            <span>{t("door.shopWhat")}</span>
            <Command>switchyard connector list</Command>
          </li>
        )}
        <li>
          <strong>{t("door.demo")}</strong>
          <span>{t("door.demoWhat")}</span>
          <Command>switchyard demo</Command>
        </li>
      </ul>
    </div>
  );
}
