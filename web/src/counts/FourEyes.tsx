import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useAct, useMay } from "../act/useAct";
import { api } from "../api/client";
import { countPolicyQuery } from "../api/counts";
import { t } from "../text";
import classes from "./counts.module.css";

/** Whether somebody else approves what a counter found. Everybody sees it; who may set it up changes it. */
export function FourEyes() {
  const policy = useQuery(countPolicyQuery);
  const writes = useMay()("settings.write");
  const { act, busy } = useAct();
  if (!policy.data || (!writes && !policy.data.four_eyes)) {
    return null;
  }
  return (
    <Switch
      className={classes.policy}
      label={t("counts.fourEyes")}
      description={t("counts.fourEyesWhat")}
      checked={policy.data.four_eyes}
      disabled={!writes || busy}
      onChange={({ currentTarget: { checked } }) =>
        act({
          call: (headers) => api.PUT("/api/v1/counts/policy", { body: { four_eyes: checked }, headers }),
          done: t(checked ? "did.fourEyesOn" : "did.fourEyesOff"),
        })
      }
    />
  );
}
