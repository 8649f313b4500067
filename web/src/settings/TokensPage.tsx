import { Button, MultiSelect, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import actClasses from "../act/act.module.css";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { tokensQuery } from "../api/settings";
import type { Token } from "../api/types";
import { useCommands } from "../keys/commands";
import { PageHead } from "../parts/PageHead";
import { useNow } from "../parts/now";
import { roleName } from "../shell/roles";
import { Status } from "../status/Status";
import { t } from "../text";
import { dateTime } from "../text/time";
import { permissions, type Role } from "./grants";
import { Listed } from "./Listed";
import { Secret } from "./Secret";
import classes from "./settings.module.css";
import { RoleSelect } from "./UsersPage";

/** How programs come in. */
export function TokensPage() {
  const query = useInfiniteQuery(tokensQuery);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Token | null>(null);
  useCommands([{ name: t("tokens.make"), group: "create", run: () => setMaking(true) }]);
  return (
    <>
      <PageHead
        title={t("tokens.title")}
        hint={t("tokens.hint")}
        aside={
          <Button aria-expanded={making} onClick={() => setMaking(!making)}>
            {t("tokens.make")}
          </Button>
        }
      />
      {making && (
        <TokenForm
          onClose={() => setMaking(false)}
          onMade={(token) => {
            setMaking(false);
            setMade(token);
          }}
        />
      )}
      {made?.secret && (
        <Secret
          title={t("tokens.secret", { name: made.name })}
          what={t("tokens.secretWhat")}
          value={made.secret}
          onClose={() => setMade(null)}
        />
      )}
      <Listed
        query={query}
        label={t("tokens.title")}
        empty={{ title: t("tokens.empty"), what: t("tokens.emptyWhat") }}
      >
        {(token) => <TokenRow key={token.id} token={token} />}
      </Listed>
    </>
  );
}

function TokenForm({ onClose, onMade }: { onClose: () => void; onMade: (token: Token) => void }) {
  const { act, busy, fields } = useAct();
  const [scopes, setScopes] = useState<string[]>([]);
  function submit(form: FormData) {
    const until = String(form.get("expires"));
    const body = {
      name: String(form.get("name")).trim(),
      role: String(form.get("role")) as Role,
      scopes: scopes.length > 0 ? scopes : undefined,
      expires_at: until ? new Date(`${until}T23:59:59`).toISOString() : undefined,
    };
    act<Token>({
      call: (headers) => api.POST("/api/v1/tokens", { body, headers }),
      done: t("tokens.made"),
      then: onMade,
    });
  }
  return (
    <ActionPanel
      title={t("tokens.make")}
      verb={t("tokens.make")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput name="name" label={t("tokens.name")} required maxLength={200} error={fields.name} />
      <RoleSelect initial="read_only" error={fields.role} />
      <TextInput
        name="expires"
        type="date"
        label={t("tokens.expires")}
        description={t("tokens.expiresWhat")}
        error={fields.expires_at}
      />
      <MultiSelect
        className={actClasses.wide}
        label={t("tokens.scopes")}
        description={t("tokens.scopesWhat")}
        data={permissions}
        value={scopes}
        onChange={setScopes}
        searchable
        error={fields.scopes}
      />
    </ActionPanel>
  );
}

function TokenRow({ token }: { token: Token }) {
  const { act, busy } = useAct();
  const state = stateOf(token, useNow());
  const revoke = () =>
    act({
      call: (headers) => api.DELETE("/api/v1/tokens/{id}", { params: { path: { id: token.id } }, headers }),
      done: t("tokens.revoked", { name: token.name }),
    });
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <strong>
          <bdi>{token.name}</bdi>
        </strong>
        <Status of="token" value={state} />
        <span className={classes.end}>{roleName(token.role)}</span>
      </div>
      <span className={classes.quiet}>
        <code>{token.hint}…</code>
        {`, ${token.last_used_at ? t("tokens.lastUsed", { when: dateTime(token.last_used_at) }) : t("tokens.neverUsed")}`}
        {token.expires_at && `, ${t("tokens.ends", { when: dateTime(token.expires_at) })}`}
        {token.scopes.length > 0 && `, ${token.scopes.join(", ")}`}
      </span>
      {state === "active" && (
        <div className={classes.verbs}>
          <Button size="compact-sm" loading={busy} onClick={revoke}>
            {t("tokens.revoke")}
          </Button>
        </div>
      )}
    </li>
  );
}

function stateOf({ revoked_at, expires_at }: Token, now: number): "revoked" | "expired" | "active" {
  if (revoked_at) return "revoked";
  return expires_at && Date.parse(expires_at) <= now ? "expired" : "active";
}
