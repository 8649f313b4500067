import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { sessionsQuery } from "../api/settings";
import type { Login, User } from "../api/types";
import { Failure } from "../parts/Message";
import { Skeleton } from "../parts/Skeleton";
import { roleName } from "../shell/roles";
import { Status } from "../status/Status";
import { t } from "../text";
import { dateTime } from "../text/time";
import type { Role } from "./grants";
import classes from "./settings.module.css";
import { RoleSelect, type Invitation } from "./UsersPage";

type Props = { user: User; onLink: (invitation: Invitation) => void };

/** A person, and what an owner may do about them. */
export function UserRow({ user, onLink }: Props) {
  const [open, setOpen] = useState<"edit" | "sessions" | null>(null);
  const { act, busy } = useAct();
  const toggle = (what: "edit" | "sessions") => setOpen((before) => (before === what ? null : what));
  const makeLink = () =>
    act({
      call: (headers) =>
        api.POST("/api/v1/users/{id}/password-link", { params: { path: { id: user.id } }, headers }),
      done: t("users.linkMade"),
      then: ({ token = "" }) => onLink({ user, token }),
    });
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <strong>
          <bdi>{user.name}</bdi>
        </strong>
        <Status of="user" value={stateOf(user)} />
        <span className={classes.end}>{roleName(user.role)}</span>
      </div>
      <span className={classes.quiet}>
        <bdi>{user.email}</bdi>
        {user.last_login_at && `, ${t("users.lastSeen", { when: dateTime(user.last_login_at) })}`}
      </span>
      <div className={classes.verbs}>
        <Button size="compact-sm" aria-expanded={open === "edit"} onClick={() => toggle("edit")}>
          {t("verb.edit")}
        </Button>
        {user.active && (
          <Button size="compact-sm" loading={busy} onClick={makeLink}>
            {t("users.makeLink")}
          </Button>
        )}
        <Button size="compact-sm" aria-expanded={open === "sessions"} onClick={() => toggle("sessions")}>
          {t("users.sessions")}
        </Button>
        <ActiveButton user={user} />
      </div>
      {open === "edit" && <EditForm user={user} onClose={() => setOpen(null)} />}
      {open === "sessions" && <Sessions id={user.id} />}
    </li>
  );
}

function stateOf({ active, has_password }: User): string {
  if (!active) return "inactive";
  return has_password ? "active" : "invited";
}

const target = (user: User) => ({ path: { id: user.id }, header: { "If-Match": `"${user.version}"` } });

function ActiveButton({ user }: { user: User }) {
  const { act, busy } = useAct();
  const body = { active: !user.active };
  return (
    <Button
      size="compact-sm"
      loading={busy}
      onClick={() =>
        act({
          call: (headers) => api.PATCH("/api/v1/users/{id}", { params: target(user), body, headers }),
          done: t(user.active ? "users.deactivated" : "users.activated", { name: user.name }),
        })
      }
    >
      {t(user.active ? "users.deactivate" : "users.activate")}
    </Button>
  );
}

function EditForm({ user, onClose }: { user: User; onClose: () => void }) {
  const { act, busy, fields } = useAct();
  function submit(form: FormData) {
    const body = {
      name: String(form.get("name")).trim(),
      email: String(form.get("email")).trim(),
      role: String(form.get("role")) as Role,
    };
    act({
      call: (headers) => api.PATCH("/api/v1/users/{id}", { params: target(user), body, headers }),
      done: t("users.changed", { name: body.name }),
      then: onClose,
    });
  }
  return (
    <ActionPanel
      title={t("users.edit", { name: user.name })}
      verb={t("verb.save")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        name="name"
        label={t("setup.name")}
        defaultValue={user.name}
        required
        maxLength={200}
        error={fields.name}
      />
      <TextInput
        name="email"
        type="email"
        label={t("signIn.email")}
        defaultValue={user.email}
        required
        maxLength={254}
        error={fields.email}
      />
      <RoleSelect initial={user.role} error={fields.role} />
    </ActionPanel>
  );
}

function Sessions({ id }: { id: string }) {
  const query = useQuery(sessionsQuery(id));
  if (query.isPending) return <Skeleton label={t("users.sessions")} rows={2} />;
  if (!query.data) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) return <p className={classes.quiet}>{t("users.noSessions")}</p>;
  return (
    <ul role="list" aria-label={t("users.sessions")}>
      {query.data.map((login) => (
        <SessionRow key={login.id} login={login} />
      ))}
    </ul>
  );
}

function SessionRow({ login }: { login: Login }) {
  const { act, busy } = useAct();
  return (
    <li className={classes.line}>
      <bdi className={classes.quiet}>{login.agent || login.address}</bdi>
      <span className={classes.quiet}>{t("users.lastSeen", { when: dateTime(login.last_seen_at) })}</span>
      <Button
        size="compact-sm"
        className={classes.end}
        loading={busy}
        onClick={() =>
          act({
            call: () => api.DELETE("/api/v1/sessions/{id}", { params: { path: { id: login.id } } }),
            done: t("users.sessionEnded"),
          })
        }
      >
        {t("users.endSession")}
      </Button>
    </li>
  );
}
