import { Button, PasswordInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent } from "react";
import { useChoosePassword } from "../api/session";
import { adviceFor } from "../parts/Message";
import { t } from "../text";
import classes from "./access.module.css";
import { Door } from "./Door";
import { shortestPassword } from "./password";

/** Opens from the link that an owner made, and sets the password of one account. */
export function ChoosePasswordPage() {
  const { token } = useSearch({ from: "/choose-password" });
  const navigate = useNavigate();
  const choose = useChoosePassword();
  if (!token) return <Door title={t("setup.noToken")} what={t("choose.noTokenWhat")} />;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password"));
    choose.mutate(
      { token: token ?? "", password },
      { onSuccess: () => void navigate({ to: "/sign-in", replace: true }) },
    );
  }
  return (
    <Door
      title={t("choose.title")}
      what={t("choose.what")}
      error={choose.error ? adviceFor(choose.error) : undefined}
    >
      <form className={classes.form} onSubmit={submit}>
        <PasswordInput
          name="password"
          label={t("signIn.password")}
          description={t("setup.passwordHint")}
          autoComplete="new-password"
          minLength={shortestPassword}
          required
        />
        <Button type="submit" variant="filled" loading={choose.isPending}>
          {t("choose.submit")}
        </Button>
      </form>
    </Door>
  );
}
