import { TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useSetup } from "../api/session";
import { adviceFor } from "../parts/Message";
import { t } from "../text";
import { Door } from "./Door";
import { NewPassword } from "./NewPassword";

/** Opens from the one-time link and makes the first account. */
export function SetupPage() {
  const { token } = useSearch({ from: "/setup" });
  const navigate = useNavigate();
  const setup = useSetup();
  if (!token) return <Door title={t("setup.noToken")} what={t("setup.noTokenWhat")} />;
  return (
    <Door
      title={t("setup.title")}
      what={t("setup.what")}
      error={setup.error ? adviceFor(setup.error) : undefined}
    >
      <NewPassword
        submit={t("setup.submit")}
        busy={setup.isPending}
        onSubmit={(form, password) =>
          setup.mutate(
            {
              token,
              name: String(form.get("name")).trim(),
              email: String(form.get("email")).trim(),
              password,
            },
            { onSuccess: () => void navigate({ to: "/", replace: true }) },
          )
        }
      >
        <TextInput name="name" label={t("setup.name")} autoComplete="name" required maxLength={200} />
        <TextInput name="email" type="email" label={t("signIn.email")} autoComplete="username" required />
      </NewPassword>
    </Door>
  );
}
