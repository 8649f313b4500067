import { Button, PasswordInput } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { t } from "../text";
import classes from "./access.module.css";
import { shortestPassword } from "./password";

type Props = {
  submit: string;
  busy: boolean;
  onSubmit: (form: FormData, password: string) => void;
  /** What else is asked for. */
  children?: ReactNode;
};

/** Asks for a password that is used from now on. */
export function NewPassword({ submit, busy, onSubmit, children }: Props) {
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onSubmit(form, String(form.get("password")));
  }
  return (
    <form className={classes.form} onSubmit={send}>
      {children}
      <PasswordInput
        name="password"
        label={t("signIn.password")}
        description={t("setup.passwordHint")}
        autoComplete="new-password"
        minLength={shortestPassword}
        required
      />
      <Button type="submit" variant="filled" loading={busy}>
        {submit}
      </Button>
    </form>
  );
}
