import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { driversQuery } from "../api/channels";
import type { Driver } from "../api/types";
import { Empty, Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import { Skeleton } from "../parts/Skeleton";
import { t } from "../text";
import classes from "./channels.module.css";
import { ConnectForm } from "./ConnectForm";
import { FirstSync } from "./FirstSync";
import { NewChannel } from "./NewChannel";

/** What the address of the wizard holds: the vendor that was chosen, then the connection that was made. */
export type ConnectView = { vendor?: string; made?: string; code?: string };

/** The choice of a channel that nobody feeds but people, programs and files. */
const byHand = "none";

/** Connects a channel: vendor, settings, test, first orders. */
export function ConnectPage() {
  const view = useSearch({ from: "/inside/channels/connect" });
  const navigate = useNavigate({ from: "/channels/connect" });
  const may = useMay();
  const drivers = useQuery(driversQuery);
  const go = (search: ConnectView) => void navigate({ search });
  const driver = drivers.data?.find(({ id }) => id === view.vendor);
  if (!may("channels.write"))
    return <Empty level={1} title={t("channels.mayNot")} what={t("imports.mayNotWhat")} />;
  return (
    <>
      <PageHead
        title={t("channels.connect")}
        hint={
          <Anchor component={Link} to="/channels">
            {t("channels.back")}
          </Anchor>
        }
      />
      {drivers.isPending && <Skeleton label={t("channels.loading")} rows={3} />}
      {drivers.error && <Failure level={2} error={drivers.error} onRetry={() => void drivers.refetch()} />}
      {drivers.data && <Steps at={view.made ? 3 : view.vendor ? 2 : 1} />}
      {view.made && <FirstSync id={view.made} />}
      {!view.made && view.vendor === byHand && <NewChannel onClose={() => go({})} />}
      {!view.made && driver && (
        <ConnectForm
          key={driver.id}
          driver={driver}
          code={view.code}
          onMade={(made) => go({ made })}
          onClose={() => go({ code: view.code })}
        />
      )}
      {drivers.data && !view.made && !driver && view.vendor !== byHand && (
        <Vendors drivers={drivers.data.filter(({ kind }) => kind === "channel")} code={view.code} />
      )}
    </>
  );
}

const steps = ["channels.stepVendor", "channels.stepSettings", "channels.stepSync"] as const;

function Steps({ at }: { at: number }) {
  return (
    <ol className={classes.steps} aria-label={t("channels.steps")}>
      {steps.map((step, n) => (
        <li key={step} aria-current={n + 1 === at ? "step" : undefined}>
          {t(step)}
        </li>
      ))}
    </ol>
  );
}

function Vendors({ drivers, code }: { drivers: Driver[]; code?: string }) {
  return (
    <ul className={classes.vendors}>
      {drivers.map((driver) => (
        <li key={driver.id}>
          <Link to="/channels/connect" search={{ vendor: driver.id, code }} className={classes.vendor}>
            <strong>{driver.name}</strong>
            <span>{driver.docs}</span>
          </Link>
        </li>
      ))}
      {!code && (
        <li>
          <Link to="/channels/connect" search={{ vendor: byHand }} className={classes.vendor}>
            <strong>{t("channels.byHand")}</strong>
            <span>{t("channels.byHandWhat")}</span>
          </Link>
        </li>
      )}
    </ul>
  );
}
