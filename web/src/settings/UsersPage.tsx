import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ActionPanel } from "../act/ActionPanel";
import { useAct } from "../act/useAct";
import { api } from "../api/client";
import { usersQuery } from "../api/settings";
import type { User } from "../api/types";
import { useCommands } from "../keys/commands";
import { PageHead } from "../parts/PageHead";
import { roleName } from "../shell/roles";
import { t } from "../text";
import { Listed } from "./Listed";
import { roles, type Role } from "./grants";
import { Secret } from "./Secret";
import { UserRow } from "./UserRow";

/** The link with which a person chooses a password. */
export type Invitation = { user: User; token: string };

const linkOf = (token: string) =>
  `${window.location.origin}/choose-password?token=${encodeURIComponent(token)}`;

/** Who may come in, and as what. */
export function UsersPage() {
  const query = useInfiniteQuery(usersQuery);
  const [inviting, setInviting] = useState(false);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  useCommands([{ name: t("users.invite"), group: "create", run: () => setInviting(true) }]);
  return (
    <>
      <PageHead
        title={t("users.title")}
        hint={t("users.hint")}
        aside={
          <Button aria-expanded={inviting} onClick={() => setInviting(!inviting)}>
            {t("users.invite")}
          </Button>
        }
      />
      {inviting && (
        <InviteForm
          onClose={() => setInviting(false)}
          onInvited={(made) => {
            setInviting(false);
            setInvitation(made);
          }}
        />
      )}
      {invitation && (
        <Secret
          title={t("users.link", { name: invitation.user.name })}
          what={t("users.linkWhat")}
          value={linkOf(invitation.token)}
          onClose={() => setInvitation(null)}
        />
      )}
      <Listed
        query={query}
        label={t("users.title")}
        empty={{ title: t("users.empty"), what: t("users.emptyWhat") }}
      >
        {(user) => <UserRow key={user.id} user={user} onLink={setInvitation} />}
      </Listed>
    </>
  );
}

type FormProps = { onClose: () => void; onInvited: (invitation: Invitation) => void };

function InviteForm({ onClose, onInvited }: FormProps) {
  const { act, busy, fields } = useAct();
  const link = useAct();
  function submit(form: FormData) {
    const body = {
      name: String(form.get("name")).trim(),
      email: String(form.get("email")).trim(),
      role: String(form.get("role")) as Role,
    };
    act<User>({
      call: (headers) => api.POST("/api/v1/users", { body, headers }),
      done: t("users.made", { name: body.name }),
      then: (user) =>
        link.act({
          call: (headers) =>
            api.POST("/api/v1/users/{id}/password-link", { params: { path: { id: user.id } }, headers }),
          done: t("users.linkMade"),
          then: ({ token = "" }) => onInvited({ user, token }),
        }),
    });
  }
  return (
    <ActionPanel
      title={t("users.invite")}
      verb={t("users.inviteVerb")}
      busy={busy || link.busy}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput name="name" label={t("setup.name")} required maxLength={200} error={fields.name} />
      <TextInput
        name="email"
        type="email"
        label={t("signIn.email")}
        required
        maxLength={254}
        error={fields.email}
      />
      <RoleSelect initial="operator" error={fields.role} />
    </ActionPanel>
  );
}

/** Asks for one of the roles. */
export function RoleSelect({ initial, error }: { initial: Role; error?: string }) {
  return (
    <NativeSelect
      name="role"
      label={t("users.role")}
      description={t("users.roleWhat")}
      defaultValue={initial}
      data={roles.map((value) => ({ value, label: roleName(value) }))}
      error={error}
    />
  );
}
