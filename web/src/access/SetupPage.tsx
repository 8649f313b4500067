import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent } from "react";
import { useSetup } from "../api/session";
import { adviceFor } from "../parts/Message";
import { t } from "../text";
import classes from "./access.module.css";
import { Door } from "./Door";
import { shortestPassword } from "./password";

/** Opens from the one-time link and makes the first account. */
export function SetupPage() {
  const { token } = useSearch({ from: "/setup" });
  const navigate = useNavigate();
  const setup = useSetup();
  if (!token) return <Door title={t("setup.noToken")} what={t("setup.noTokenWhat")} />;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = {
      token: token ?? "",
      name: String(form.get("name")).trim(),
      email: String(form.get("email")).trim(),
      password: String(form.get("password")),
    };
    setup.mutate(body, { onSuccess: () => void navigate({ to: "/", replace: true }) });
  }
  return (
    <Door
      title={t("setup.title")}
      what={t("setup.what")}
      error={setup.error ? adviceFor(setup.error) : undefined}
    >
      <form className={classes.form} onSubmit={submit}>
        <TextInput name="name" label={t("setup.name")} autoComplete="name" required maxLength={200} />
        <TextInput name="email" type="email" label={t("signIn.email")} autoComplete="username" required />
        <PasswordInput
          name="password"
          label={t("signIn.password")}
          description={t("setup.passwordHint")}
          autoComplete="new-password"
          minLength={shortestPassword}
          required
        />
        <Button type="submit" variant="filled" loading={setup.isPending}>
          {t("setup.submit")}
        </Button>
      </form>
    </Door>
  );
}
