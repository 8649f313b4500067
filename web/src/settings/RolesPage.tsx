import { IconCheck } from "@tabler/icons-react";
import tableClasses from "../orders/OrdersTable.module.css";
import { PageHead } from "../parts/PageHead";
import partClasses from "../parts/parts.module.css";
import { roleName } from "../shell/roles";
import { t } from "../text";
import { grants, permissions, roles, type Permission, type Role } from "./grants";
import classes from "./settings.module.css";

/** What each role may do: the one table behind every button. */
export function RolesPage() {
  return (
    <>
      <PageHead title={t("roles.title")} hint={t("roles.hint")} />
      {/* Wider than a phone: it scrolls in its own box, which the keyboard must reach. */}
      <div
        className={`${partClasses.panel} ${classes.scroll}`}
        tabIndex={0}
        role="region"
        aria-label={t("roles.title")}
      >
        <table className={tableClasses.table}>
          <thead>
            <tr>
              <th>{t("roles.permission")}</th>
              {roles.map((role) => (
                <th key={role}>{roleName(role)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {permissions.map((permission) => (
              <tr key={permission}>
                <td className={classes.wrap}>{t(`permission.${permission}`)}</td>
                {roles.map((role) => (
                  <td key={role}>
                    <Granted permission={permission} role={role} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Granted({ permission, role }: { permission: Permission; role: Role }) {
  const granted: readonly Role[] = grants[permission];
  if (!granted.includes(role)) return <span className={classes.quiet}>–</span>;
  return <IconCheck size={16} stroke={1.75} role="img" aria-label={t("roles.yes")} />;
}
