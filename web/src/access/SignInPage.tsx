import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, type FormEvent } from "react";
import { ApiError } from "../api/problem";
import { mayEnter, sessionQuery, useSignIn } from "../api/session";
import { adviceFor } from "../parts/Message";
import { t } from "../text";
import classes from "./access.module.css";
import { Door } from "./Door";

/** Where a person without a session lands; afterwards they get where they wanted to go. */
export function SignInPage() {
  const { next } = useSearch({ from: "/sign-in" });
  const session = useQuery(sessionQuery);
  const signIn = useSignIn();

  if (session.data && mayEnter(session.data)) {
    return <Leave to={isOwnPath(next) ? next : "/"} />;
  }
  if (session.data?.setup_required) return <Door title={t("signIn.setup")} what={t("signIn.setupWhat")} />;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get("email")).trim(), password: String(form.get("password")) });
  }
  return (
    <Door title={t("signIn.title")} error={signIn.error ? refusal(signIn.error) : undefined}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput name="email" type="email" label={t("signIn.email")} autoComplete="username" required />
        <PasswordInput
          name="password"
          label={t("signIn.password")}
          autoComplete="current-password"
          required
        />
        <Button type="submit" variant="filled" loading={signIn.isPending}>
          {t("signIn.submit")}
        </Button>
      </form>
    </Door>
  );
}

// The path may be any view with its filter: the history takes it as it is.
function Leave({ to }: { to: string }) {
  const { history } = useRouter();
  useEffect(() => history.replace(to), [history, to]);
  return null;
}

// A path of this server and nothing else: `//host` and `/\host` lead away.
function isOwnPath(path: string | undefined): path is string {
  return path !== undefined && /^\/(?![/\\])/.test(path);
}

function refusal(error: Error): string {
  const status = error instanceof ApiError ? error.status : 0;
  if (status === 401) return t("signIn.wrong");
  if (status === 429) return t("signIn.tooMany");
  return adviceFor(error);
}
